import { message } from '../../browser/i18n.ts';
import type { PostPage } from '../../store/queries.ts';
import { postAddress } from '../shared/addresses.ts';
import type { MenuItem } from '../shared/menu.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import type { Discussions } from './use-discussions.ts';
import type { FullTextView } from './use-full-text.ts';

interface MoreActs {
  readonly fullText: FullTextView;
  readonly discussions: Discussions;
  readonly toasts: Toasts;
}

/** What is done with a post more rarely than reading, saving and marking it: the beginning of the toolbar's menu. */
export function useMoreActs(page: PostPage | undefined, acts: MoreActs): readonly MenuItem[] {
  if (!page) return [];
  const { fullText, discussions, toasts } = acts;
  const url = postAddress(page.post);
  return [
    ...textActs(fullText),
    {
      label: message('reader_copy_markdown'),
      icon: 'copy',
      hint: 'c',
      run: () =>
        toasts.attempt(copyMarkdown(page, fullText.shown), () => toasts.show(message('reader_copied_markdown'))),
    },
    ...(url && canShare({ url })
      ? [
          {
            label: message('reader_share'),
            icon: 'export',
            run: () => toasts.attempt(share(page.post.title, url)),
          } as const,
        ]
      : []),
    ...(url
      ? [{ label: message('reader_find_discussions'), icon: 'search', hint: 'd', run: discussions.find } as const]
      : []),
  ];
}

function textActs({ get, isKept, shown, show }: FullTextView): MenuItem[] {
  if (isKept) {
    const other = shown === 'page' ? 'feed' : 'page';
    const label = message(shown === 'page' ? 'reader_show_feed_text' : 'reader_show_page_text');
    return [{ label, icon: 'book', hint: 't', run: () => show(other) }];
  }
  return get ? [{ label: message('reader_full_text_get'), icon: 'book', hint: 't', run: get }] : [];
}

/** Loaded when needed: few posts are copied. */
async function copyMarkdown(page: PostPage, whose: 'feed' | 'page'): Promise<void> {
  const { postAsMarkdown } = await import('./copy-markdown.ts');
  await navigator.clipboard.writeText(postAsMarkdown(page, whose));
}

/** Browsers of some systems have no way to share, others not for everything. */
function canShare(data: ShareData): boolean {
  return typeof navigator.share === 'function' && (navigator.canShare?.(data) ?? true);
}

async function share(title: string, url: string): Promise<void> {
  try {
    await navigator.share({ title, url });
  } catch (error) {
    // The person thought better of it.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
  }
}
