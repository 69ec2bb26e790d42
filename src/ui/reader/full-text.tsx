import { useEffect, useRef } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { hostOf } from '../shared/reason-text.ts';
import type { FullTextView } from './use-full-text.ts';

interface GetFullTextProps {
  readonly fullText: FullTextView;
}

/** The button that fetches a post's page; nothing where the post names none. */
export function GetFullText({ fullText: { state, get } }: GetFullTextProps) {
  if (!get) return null;
  const isGetting = state.kind === 'getting';
  return (
    <button type="button" class="btn primary" aria-disabled={isGetting} onClick={get}>
      {message(labelOf(state))}
    </button>
  );
}

function labelOf(state: FullTextView['state']) {
  if (state.kind === 'getting') return 'reader_full_text_getting';
  if (state.kind === 'idle') return 'reader_full_text_get';
  return state.lacksPermission ? 'reader_allow' : 'reader_full_text_again';
}

interface TextSourceProps {
  readonly fullText: FullTextView;
  /** Where the page's text is from. */
  readonly base: string;
}

/** Says whose text stands below, and gives the other one. */
export function TextSource({ fullText: { shown, isPressed, show, getAlways }, base }: TextSourceProps) {
  const isPage = shown === 'page';
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with what it stood in.
    if (isPressed && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [isPressed]);
  return (
    <div ref={place} class="text-source" tabIndex={-1}>
      <p>{isPage ? message('reader_text_of_page', hostOf(base)) : message('reader_text_of_feed')}</p>
      <button type="button" class="btn sm" onClick={() => show(isPage ? 'feed' : 'page')}>
        {message(isPage ? 'reader_show_feed_text' : 'reader_show_page_text')}
      </button>
      {getAlways && (
        <div class="offer">
          <p>{message('reader_always_full')}</p>
          <button type="button" class="btn sm" onClick={getAlways}>
            {message('reader_always_full_do')}
          </button>
        </div>
      )}
    </div>
  );
}
