import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import type { Body, Post, Settings } from '../../model/types.ts';
import { linkHeadings } from './contents.ts';
import { reachWideFormulas } from './formula-scroll.ts';
import { countHeld, showAll, showPressed } from './held-pictures.ts';
import { Lightbox, type LightboxProps } from './lightbox.tsx';
import { ENLARGED, tendPictures } from './live-pictures.ts';
import { previewNotes } from './note-preview.ts';
import type { Context, Labels } from './pass.ts';
import { type Article as RenderedArticle, renderArticle } from './render-article.ts';
import { Shortfall } from './shortfall.tsx';
import { type CodeWords, setWrap, tendCode } from './tend-code.ts';
import { showTypeset } from './typeset.ts';
import { originalOf } from './use-post-actions.ts';

interface ArticleBodyProps {
  readonly post: Post;
  readonly body: Body;
  readonly language: string | undefined;
  /** As the person has them: no picture is asked for before it is known to be wanted. */
  readonly settings: Settings;
  /** Tells of the text once it stands in the page, and when it stands there no more. */
  readonly onPlaced: (placed: PlacedBody | undefined) => void;
}

/** The text of a post as it stands in the page; another object for another text. */
export interface PlacedBody {
  readonly postId: string;
  readonly element: HTMLElement;
}

/** The author's text. What it becomes is decided in render-article.ts; here it is put on the page. */
export function ArticleBody({ post, body, language, settings, onPlaced }: ArticleBodyProps) {
  const { imagesInArticles: pictures, wrapCode } = settings;
  const place = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState(0);
  const [enlarged, setEnlarged] = useState<Omit<LightboxProps, 'onClose'>>();
  const wraps = useRef(wrapCode);
  const { html, base } = body;
  const { title } = post;
  const postUrl = originalOf(post);
  // By value: every change of the row, such as marking it, brings new objects with the same text.
  const article = useMemo(
    () => tryToRender({ html }, { title, pictures, origin: { base, postUrl } }),
    [html, title, base, postUrl, pictures],
  );
  useLayoutEffect(() => {
    if (!article || !place.current) return undefined;
    const shown = place.current;
    let stopColouring = () => {};
    const stopSetting = showTypeset(article.content, () => {
      shown.replaceChildren(article.content);
      linkHeadings(shown, message('reader_heading_link'));
      setHeld(countHeld(shown));
      stopColouring = tendCode(shown, wraps.current, codeWords());
    });
    const stops = [tendPictures(shown), previewNotes(shown), reachWideFormulas(shown, message('reader_formula'))];
    return () => {
      stopColouring();
      stopSetting();
      for (const stop of stops) stop();
    };
  }, [article]);
  useLayoutEffect(() => {
    if (place.current && wraps.current !== wrapCode) setWrap(place.current, wrapCode);
    wraps.current = wrapCode;
  }, [wrapCode]);
  const { id } = post;
  useLayoutEffect(() => {
    if (!article || !place.current) return undefined;
    onPlaced({ postId: id, element: place.current });
    return () => onPlaced(undefined);
  }, [article, id, onPlaced]);
  if (!article) return <Shortfall post={post} text={message('reader_not_shown')} summary />;
  if (article.empty) return <Shortfall post={post} text={message('reader_nothing_to_show')} summary />;
  const showHeld = () => {
    if (!place.current) return;
    showAll(place.current);
    setHeld(0);
    // The button takes the focus with it.
    place.current.focus({ preventScroll: true });
  };
  const enlarge = (event: UIEvent) => {
    if (!(event.target instanceof HTMLImageElement && event.target.matches(ENLARGED))) return;
    event.preventDefault();
    const all = [...(place.current?.querySelectorAll<HTMLImageElement>(ENLARGED) ?? [])];
    setEnlarged({ pictures: all, start: all.indexOf(event.target) });
  };
  return (
    <>
      {held > 0 && (
        <p class="held">
          <button type="button" class="btn sm" onClick={showHeld}>
            {plural('reader_show_pictures', held)}
          </button>
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons within are what is pressed */}
      <div
        ref={place}
        class="body"
        dir="auto"
        lang={language}
        tabIndex={-1}
        onClick={(event) => {
          if (showPressed(event.target)) setHeld(countHeld(event.currentTarget));
          else enlarge(event);
        }}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && enlarge(event)}
      />
      {enlarged && <Lightbox {...enlarged} onClose={() => setEnlarged(undefined)} />}
    </>
  );
}

/** @returns undefined where the sanitiser failed: then the post is said to be unreadable here, never shown raw */
function tryToRender(body: Body, context: Omit<Context, 'labels'>): RenderedArticle | undefined {
  try {
    return renderArticle(body, { ...context, labels: labels() });
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

export function labels(): Labels {
  return {
    openOriginal: message('reader_open_original'),
    openAt: (host) => message('reader_open_at', host),
    embedded: message('reader_embedded'),
    embeddedFrom: (site) => message('reader_embedded_from', site),
    drawing: message('reader_drawing'),
    formula: message('reader_formula'),
    formulaMissing: message('reader_formula_missing'),
    imageMissing: message('reader_image_missing'),
    showPicture: message('reader_show_picture'),
    picture: (description) => message('reader_picture', description),
    pictureUnnamed: message('reader_picture_unnamed'),
    linkedImage: message('reader_linked_image'),
    mediaMissing: message('reader_media_missing'),
    backToText: message('reader_back_to_text'),
    code: message('reader_code'),
    codeIn: (language) => message('reader_code_in', language),
    text: message('reader_code_text'),
    table: (number) => message('reader_table', number),
  };
}

function codeWords(): CodeWords {
  return {
    wrap: message('reader_code_wrap'),
    wrapHint: message('reader_code_wrap_hint'),
    copy: message('reader_code_copy'),
    copyHint: message('reader_code_copy_hint'),
    copied: message('reader_code_copied'),
    notCopied: message('reader_code_not_copied'),
    showAll: (lines) => plural('reader_code_lines', lines),
  };
}
