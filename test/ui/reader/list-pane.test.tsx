// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { moveFeeds } from '../../../src/store/changes.ts';
import { ListPane } from '../../../src/ui/reader/list-pane.tsx';
import { useReadingList } from '../../../src/ui/reader/use-reading-list.ts';
import type { View } from '../../../src/ui/reader/views.ts';
import { useListView } from '../../../src/ui/shared/use-list-view.ts';
import { draft, drafts, givenFeedWith, NOW } from '../../store/given.ts';
import { freshProfile } from '../given-worker.ts';
import { eventually, found } from '../page-acts.ts';

interface PageProps {
  readonly view: View;
  readonly searched?: string;
  readonly firstLimit: number;
}

const NONE: readonly string[] = [];
const ignore = () => undefined;

function Page({ view, searched, firstLimit }: PageProps) {
  const list = useReadingList(view, {
    isReady: true,
    groupBy: 'day',
    others: NONE,
    kept: undefined,
    searched,
    firstLimit,
  });
  const rows = useListView();
  return (
    <ListPane
      view={view}
      title="A list"
      count={undefined}
      list={list}
      rows={rows}
      groupBy="day"
      currentId=""
      stopId={undefined}
      round={undefined}
      online={true}
      searched={searched}
      isAlone={false}
      canMarkAll={false}
      now={NOW}
      onFeeds={ignore}
      onSearch={ignore}
      onCheck={ignore}
      onMarkAll={ignore}
      onOpen={ignore}
      onFocused={ignore}
      onAdd={ignore}
    />
  );
}

let place: HTMLElement;
/** All that stood in place of rows. */
let notes: Set<string>;
let watching: MutationObserver;

beforeEach(async () => {
  await freshProfile({});
  place = document.body.appendChild(document.createElement('div'));
  notes = new Set();
  watching = new MutationObserver(() => {
    const note = place.querySelector('.list-note')?.textContent;
    if (note) notes.add(note);
  });
  watching.observe(place, { childList: true, subtree: true, characterData: true });
});
afterEach(() => {
  watching.disconnect();
  vi.restoreAllMocks();
  render(null, place);
  place.remove();
});

const titles = () => [...place.querySelectorAll('.item h3')].map((row) => row.textContent);
const old = (title: string) => draft({ identity: title, title, publishedAt: NOW - 1000 * 86_400_000 });

describe('a list of which not all is read at first', () => {
  test('shows the posts of a folder that are older than all that was', async () => {
    const { id } = await givenFeedWith([old('Quince')], 'https://apple.example/feed');
    await moveFeeds([id], 'Fruit');
    await givenFeedWith(drafts('new', 40), 'https://berry.example/feed');
    render(<Page view={{ kind: 'folder', folder: 'Fruit' }} firstLimit={5} />, place);
    await eventually(() => expect(titles()).toEqual(['Quince']));
    expect([...notes]).toEqual([]);
  });

  test('finds what stands behind it, and does not say before that nothing matches', async () => {
    await givenFeedWith([...drafts('new', 40), old('Quince')]);
    render(<Page view={{ kind: 'unread' }} searched="quince" firstLimit={5} />, place);
    await eventually(() => expect(titles()).toEqual(['Quince']));
    expect([...notes]).toEqual([]);
  });

  test('says that nothing matches once all was looked at', async () => {
    await givenFeedWith(drafts('new', 40));
    render(<Page view={{ kind: 'unread' }} searched="quince" firstLimit={5} />, place);
    expect((await found('.list-note')).textContent).toContain('quince');
  });

  test('is asked for more only when the last reading is in', async () => {
    await givenFeedWith(drafts('new', 700));
    const walks = vi.spyOn(IDBIndex.prototype, 'openKeyCursor');
    render(<Page view={{ kind: 'unread' }} searched="post" firstLimit={600} />, place);
    await eventually(() => expect(place.querySelector('[aria-setsize="-1"]')).toBeNull());
    await found('.item h3');
    expect(walks).toHaveBeenCalledTimes(2);
  });
});

test('a search that reads its posts piece by piece says nothing before the last is in', async () => {
  await givenFeedWith([...drafts('new', 600), old('Quince')]);
  render(<Page view={{ kind: 'unread' }} searched="quince" firstLimit={10_000} />, place);
  await eventually(() => expect(titles()).toEqual(['Quince']));
  expect([...notes]).toEqual([]);
});
