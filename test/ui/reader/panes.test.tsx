// @vitest-environment happy-dom
import '../fake-extension.ts';
import './faithful-dom.ts';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PostDraft } from '../../../src/model/types.ts';
import { markPosts, savePost } from '../../../src/store/changes.ts';
import { receiveOlderPosts } from '../../../src/store/older-posts.ts';
import { draft, givenFeedWith, NOW } from '../../store/given.ts';
import { freshProfile } from '../given-worker.ts';
import { eventually, found } from '../page-acts.ts';
import { close, open, widen } from './opened-page.tsx';

let feedId: number;
let ids: readonly string[];

/** A post of the same day. */
function minutesAgo(minutes: number): PostDraft {
  return draft({ identity: `post${minutes}`, publishedAt: NOW - minutes * 60_000 });
}

/** A feed of five unread posts. */
beforeEach(async () => {
  widen();
  await freshProfile({});
  ({ id: feedId } = await givenFeedWith([61, 62, 63, 64, 65].map(minutesAgo)));
  ids = [61, 62, 63, 64, 65].map((minutes) => `${feedId}.post${minutes}`);
  await markPosts(ids, false);
});
afterEach(() => {
  vi.restoreAllMocks();
  close();
});

const unreadAre = (count: number) =>
  eventually(() => expect(document.querySelector('[role=treeitem]')?.textContent).toContain(String(count)));

test('a list of all posts is read anew for posts that come to it, and not for those that are read', async () => {
  await open(`?feed=${feedId}`);
  await unreadAre(5);
  await markPosts(ids.slice(0, 1), true);
  await unreadAre(4);
  const readings = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  await markPosts(ids.slice(1, 2), true);
  await unreadAre(3);
  expect(readings.mock.contexts.map((store) => (store as IDBObjectStore).name)).not.toContain('posts');
  await receiveOlderPosts(feedId, { drafts: [minutesAgo(90)], older: { seen: [] }, now: Date.now() });
  await markPosts(ids.slice(2, 3), true);
  // The day has one more.
  await found('.item[aria-setsize="6"]');
});

test('marking all read is offered where the list has unread posts', async () => {
  await savePost(ids[0] ?? '', true, NOW);
  await markPosts(ids.slice(0, 1), true);
  await open('?list=saved');
  const isOff = (off: boolean) =>
    eventually(() =>
      expect(document.querySelector('.list-head [aria-label^="Mark all"]')?.getAttribute('aria-disabled')).toBe(
        String(off),
      ),
    );
  await isOff(true);
  await markPosts(ids.slice(0, 1), false);
  await isOff(false);
});
