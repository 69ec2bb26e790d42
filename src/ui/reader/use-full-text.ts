import { useEffect, useRef } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { holdsHosts, requestHosts } from '../../browser/permissions.ts';
import { addressFrom, originOf, originsFor } from '../../model/origins.ts';
import type { FailureReason } from '../../model/types.ts';
import { type PostPage, readIsTruncated } from '../../store/queries.ts';
import { readOnce } from '../../store/watch.ts';
import { feedName } from '../shared/feed-name.ts';
import { hostOf, reasonText } from '../shared/reason-text.ts';
import type { Toasts } from '../shared/use-toasts.ts';
import { usePostState } from './use-post-state.ts';

/** Whose text of a post is shown, and how the other one is come by. */
export interface FullTextView {
  readonly shown: 'feed' | 'page';
  /** Whether the page's text is there. */
  readonly isKept: boolean;
  /** Whether somebody asked for it just now. */
  readonly isPressed: boolean;
  readonly state:
    | { readonly kind: 'idle' }
    | { readonly kind: 'getting' }
    | { readonly kind: 'failed'; readonly text: string; readonly lacksPermission: boolean };
  /** Call it in the tick of the press, since it may have to ask for a permission; undefined where there is no page. */
  readonly get: (() => void) | undefined;
  readonly show: (whose: 'feed' | 'page') => void;
  /** Has all posts of this blog show their page's text; undefined where that is so, or where its feed gives enough. */
  readonly getAlways: (() => void) | undefined;
}

type State = FullTextView['state'];

const IDLE: State = { kind: 'idle' };

export function useFullText(page: PostPage | undefined, toasts: Toasts): FullTextView {
  const post = page?.post;
  const feed = page?.feed;
  const url = post?.url === undefined ? undefined : addressFrom(post.url);
  const isKept = page?.body?.fullText !== undefined;
  const [state, setState] = usePostState<State>(post?.id, IDLE);
  const [shown, setShown] = usePostState<'feed' | 'page'>(post?.id, 'page');
  const [isTruncated, setTruncated] = usePostState(post?.id, false);
  const [isPressed, setPressed] = usePostState(post?.id, false);
  const isHeld = useIsHeld(url);

  const fetchText = async (postId: string, address: string) => {
    setState(postId, { kind: 'getting' });
    try {
      const failure = await getFullText(postId, address);
      setState(postId, failure ?? IDLE);
      if (failure) return;
      setShown(postId, 'page');
      if (feed) setTruncated(postId, await readOnce(() => readIsTruncated(feed.id)));
    } catch (error) {
      setState(postId, IDLE);
      throw error;
    }
  };
  const press = async (postId: string, address: string) => {
    setPressed(postId, true);
    // Already while the person is being asked: a second press would ask them again.
    setState(postId, { kind: 'getting' });
    const allowed = isHeld.current || requestHosts(originsFor(address));
    if (await allowed) await fetchText(postId, address);
    else setState(postId, failed('no-permission', address));
  };

  const tried = useRef<string>(undefined);
  const isAutomatic = feed?.articleText === 'page' && !isKept;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each post that is opened
  useEffect(() => {
    if (!post || !url || !isAutomatic || tried.current === post.id) return;
    tried.current = post.id;
    toasts.attempt(fetchText(post.id, url));
  }, [post?.id, isAutomatic]);

  const mayGetAlways = feed && feed.articleText === undefined && feed.unsubscribedAt === undefined && isTruncated;
  return {
    shown: isKept ? shown : 'feed',
    isKept,
    isPressed,
    state,
    get: post && url ? () => state.kind !== 'getting' && toasts.attempt(press(post.id, url)) : undefined,
    show: (whose) => post && setShown(post.id, whose),
    getAlways: mayGetAlways
      ? () =>
          toasts.attempt(send('set-article-text', { feedIds: [feed.id], source: 'page' }), () =>
            toasts.show(message('reader_always_full_done', feedName(feed))),
          )
      : undefined,
  };
}

/** @returns what kept us from it; undefined where the text is kept with the post */
async function getFullText(postId: string, address: string): Promise<State | undefined> {
  const outcome = await send('fetch-full-text', { postId });
  switch (outcome.kind) {
    case 'page': {
      const { extractArticle } = await import('./extract-article.ts');
      const found = extractArticle(outcome.html);
      if (found.kind === 'none') return failed(found.reason, address);
      await send('keep-full-text', { postId, html: found.html, base: outcome.base });
      return undefined;
    }
    case 'needs-permission':
      return failed('no-permission', address);
    case 'failed':
      return failed(outcome.failure.reason, address);
    default:
      return outcome satisfies never;
  }
}

function failed(reason: FailureReason | 'no-article' | 'sign-in', address: string): State {
  return { kind: 'failed', text: failureText(reason, address), lacksPermission: reason === 'no-permission' };
}

/** What sounds different of a page than of a feed; the rest is told as everywhere. */
function failureText(reason: FailureReason | 'no-article' | 'sign-in', address: string): string {
  const host = hostOf(address);
  switch (reason) {
    case 'no-article':
      return message('reader_full_text_none');
    case 'sign-in':
      return message('reader_full_text_sign_in', host);
    case 'no-permission':
      return message('reader_full_text_permission', host);
    case 'offline':
      return message('reader_full_text_offline');
    case 'unauthorised':
      return message('reader_full_text_refused', host);
    case 'gone':
      return message('reason_not_found_text');
    case 'too-large':
      return message('reader_full_text_too_large');
    case 'binary':
      return message('reader_full_text_no_page');
    default:
      return reasonText({ reason }, address);
  }
}

/** Whether the page may be asked for, as far as known: what is awaited after a press would cost its right to ask. */
function useIsHeld(url: string | undefined): { readonly current: boolean } {
  const isHeld = useRef(false);
  useEffect(() => {
    isHeld.current = false;
    if (!url) return undefined;
    let isCurrent = true;
    holdsHosts([originOf(url)]).then((held) => {
      if (isCurrent) isHeld.current = held;
    }, console.error);
    return () => {
      isCurrent = false;
    };
  }, [url]);
  return isHeld;
}
