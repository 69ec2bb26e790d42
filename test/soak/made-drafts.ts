import { parseDocument, parseFeed } from '../../src/feed/parse.ts';
import { normaliseFeed } from '../../src/model/normalise.ts';
import type { PostDraft } from '../../src/model/types.ts';

const DOCUMENT_URL = 'https://blog.example/feed.xml';
const SUMMARY_AT_MOST = 300;

/** A document through all of the reader's rules; undefined where it is no feed. */
export function draftsOf(document: Uint8Array | string): PostDraft[] | undefined {
  const result =
    typeof document === 'string' ? parseFeed(document, DOCUMENT_URL) : parseDocument(document, undefined, DOCUMENT_URL);
  return result.ok ? normaliseFeed(result.feed, DOCUMENT_URL) : undefined;
}

/** What a post promises to the lists, broken: a line for each; none where all is well. */
export function brokenPromises(drafts: readonly PostDraft[]): string[] {
  const identities = new Set(drafts.map(({ identity }) => identity));
  return [
    ...(identities.size < drafts.length ? ['two posts have one identity'] : []),
    ...drafts.flatMap((draft) => {
      const addresses = [draft.url, draft.body.base, ...draft.enclosures.map(({ url }) => url)];
      const instants = [draft.publishedAt, draft.updatedAt];
      return [
        ...(/^[0-9A-Za-z_-]{22}$/.test(draft.identity) ? [] : [`identity ${draft.identity}`]),
        ...(draft.title.trim() === '' ? ['no title'] : []),
        ...(draft.summary.trim() === '' ? ['no summary'] : []),
        ...(draft.summary.length > SUMMARY_AT_MOST ? [`a summary of ${draft.summary.length}`] : []),
        ...addresses.flatMap((url) => (url === undefined || /^https?:\/\//.test(url) ? [] : [`address ${url}`])),
        ...instants.flatMap((at) => (at === undefined || Number.isSafeInteger(at) ? [] : [`instant ${at}`])),
      ];
    }),
  ];
}
