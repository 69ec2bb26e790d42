import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { Body, Post } from '../../model/types.ts';
import { missingImage } from './images.ts';
import type { Labels } from './pass.ts';
import { type Article, renderArticle } from './render-article.ts';
import { Shortfall } from './shortfall.tsx';
import { originalOf } from './use-post-actions.ts';

interface ArticleBodyProps {
  readonly post: Post;
  readonly body: Body;
  readonly language: string | undefined;
}

/** The author's text. What it becomes is decided in render-article.ts; here it is put on the page. */
export function ArticleBody({ post, body, language }: ArticleBodyProps) {
  const place = useRef<HTMLDivElement>(null);
  const { html, base } = body;
  const { title } = post;
  const postUrl = originalOf(post);
  // By value: every change of the row, such as marking it, brings new objects with the same text.
  const article = useMemo(() => tryToRender({ html }, title, base, postUrl), [html, title, base, postUrl]);
  useLayoutEffect(() => {
    if (!article || !place.current) return undefined;
    place.current.replaceChildren(article.content);
    return mendImages(place.current);
  }, [article]);
  if (!article) return <Shortfall post={post} text={message('reader_not_shown')} summary />;
  if (article.empty) return <Shortfall post={post} text={message('reader_nothing_to_show')} summary />;
  return <div ref={place} class="body" dir="auto" lang={language} />;
}

/** @returns undefined where the sanitiser failed: then the post is said to be unreadable here, never shown raw */
function tryToRender(
  body: Body,
  title: string,
  base: string | undefined,
  postUrl: string | undefined,
): Article | undefined {
  try {
    return renderArticle(body, { title, origin: { base, postUrl }, labels: labels() });
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

function labels(): Labels {
  return {
    openOriginal: message('reader_open_original'),
    openAt: (host) => message('reader_open_at', host),
    embedded: message('reader_embedded'),
    drawing: message('reader_drawing'),
    imageMissing: message('reader_image_missing'),
    linkedImage: message('reader_linked_image'),
    mediaMissing: message('reader_media_missing'),
    code: message('reader_code'),
    table: (number) => message('reader_table', number),
  };
}

/**
 * Pictures that do not load give way to their description, and none is shown larger than it is.
 *
 * @returns stops it
 */
function mendImages(place: HTMLElement): () => void {
  const onError = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement)) return;
    (target.closest('picture') ?? target).replaceWith(missingImage(message('reader_image_missing'), target.alt));
  };
  const onLoad = ({ target }: Event) => {
    if (!(target instanceof HTMLImageElement) || target.naturalWidth === 0) return;
    if (target.width <= target.naturalWidth) return;
    target.removeAttribute('width');
    target.removeAttribute('height');
  };
  // Neither event bubbles, so they are caught on their way down.
  place.addEventListener('error', onError, true);
  place.addEventListener('load', onLoad, true);
  return () => {
    place.removeEventListener('error', onError, true);
    place.removeEventListener('load', onLoad, true);
  };
}
