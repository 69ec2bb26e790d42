import type { Entry } from '../feed/types.ts';
import { hashText } from './hash.ts';

export interface Identity {
  /** 22 characters of [0-9A-Za-z_-]; equal for entries that are one. */
  readonly identity: string;
  /** What it would be if the guid or link were shared and is not, or the reverse. */
  readonly other?: string;
}

/**
 * What makes each entry the same one when its feed is read again, in the order given.
 *
 * The guid, within its feed. A guid that repeats in the document with another link names several posts and counts
 * together with the link. Without a guid it is the link, and one that repeats with another title counts together with
 * title and date; without a link, title and date; without those, the text itself.
 *
 * Whether a guid repeats can change from one document to the next, so the other reading is given too.
 */
export function identitiesOf(entries: readonly Entry[]): Identity[] {
  const guids = new Repeats();
  const links = new Repeats();
  for (const entry of entries) {
    if (entry.guid) guids.note(entry.guid, entry.url ?? '');
    else if (entry.url) links.note(entry.url, entry.title);
  }
  return entries.map((entry) => {
    const isShared = entry.guid ? guids.isShared(entry.guid) : entry.url !== undefined && links.isShared(entry.url);
    const identity = hashText(identifyingText(entry, isShared));
    return entry.url ? { identity, other: hashText(identifyingText(entry, !isShared)) } : { identity };
  });
}

/** Parts are framed by their kind and as JSON, so that no two entries meet by where one part ends. */
function identifyingText(entry: Entry, isShared: boolean): string {
  if (entry.guid) return isShared ? frame('guid+link', entry.guid, entry.url) : frame('guid', entry.guid);
  if (entry.url) {
    if (!isShared) return frame('link', entry.url);
    return frame('link+title+date', entry.url, entry.title, entry.publishedAt);
  }
  if (entry.title) return frame('title+date', entry.title, entry.publishedAt);
  return frame('text', entry.publishedAt, entry.enclosures[0]?.url, entry.contentHtml ?? entry.summaryHtml);
}

function frame(kind: string, ...parts: readonly (string | number | undefined)[]): string {
  return JSON.stringify([kind, ...parts.map((part) => part ?? null)]);
}

/** Which keys of a document stand with more than one companion. */
class Repeats {
  readonly #first = new Map<string, string>();
  readonly #shared = new Set<string>();

  note(key: string, companion: string): void {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, companion);
    else if (first !== companion) this.#shared.add(key);
  }

  isShared(key: string): boolean {
    return this.#shared.has(key);
  }
}
