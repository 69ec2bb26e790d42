// @vitest-environment happy-dom
import '../options/extension-page.ts';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListEntry } from '../../../src/store/queries.ts';
import { MOST_SEARCHED, type ReadInPieces, type Search, useSearch } from '../../../src/ui/shared/use-search.ts';
import { post } from '../popup/given-posts.ts';

interface PageProps {
  readonly entries: readonly ListEntry[];
  readonly words: string | undefined;
}

let place: HTMLElement;
let search: Search | undefined;
/** Posts whose texts were asked for and have not come yet, in the order in which they do. */
let awaited: readonly string[];
let come: Parameters<ReadInPieces>[1];

const read: ReadInPieces = (ids, onRows) => {
  awaited = ids;
  come = onRows;
  return () => {
    awaited = [];
  };
};

function Page({ entries, words }: PageProps) {
  search = useSearch(entries, words, undefined, read);
  return null;
}

beforeEach(() => {
  search = undefined;
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
});

async function show(entries: readonly ListEntry[], words: string | undefined): Promise<void> {
  await act(() => render(<Page entries={entries} words={words} />, place));
}

/** The texts of the next posts come; those of even numbers are about pears, the others about plums. */
async function piece(size: number): Promise<void> {
  const ids = awaited.slice(0, size);
  awaited = awaited.slice(size);
  const posts = ids.map((id) => post(id, 0, { title: Number(id) % 2 === 0 ? 'Pears' : 'Plums' }));
  await act(() => come({ posts, feeds: new Map(), icons: new Map() }, ids));
}

function entries(first: number, end: number): ListEntry[] {
  return Array.from({ length: end - first }, (_, index) => ({
    id: String(first + index),
    feedId: 1,
    at: -first - index,
  }));
}

const found = () => search?.entries.map(({ id }) => Number(id));

test('what matches stands in the order of the list, piece by piece, until all was looked at', async () => {
  await show(entries(0, 6), 'pears');
  expect(search).toEqual({ entries: [], isComplete: false });
  await piece(3);
  expect(found()).toEqual([0, 2]);
  await piece(3);
  expect(found()).toEqual([0, 2, 4]);
  expect(search?.isComplete).toBe(true);
});

test('other words are looked for in all texts that came, and in those that come', async () => {
  await show(entries(0, 6), 'pears');
  await piece(3);
  await show(entries(0, 6), 'plums');
  expect(found()).toEqual([1]);
  await piece(3);
  expect(found()).toEqual([1, 3, 5]);
  await show(entries(0, 6), 'pears');
  expect(found()).toEqual([0, 2, 4]);
});

test('posts that come into the list before, between and after are found in their places', async () => {
  const odd = (entry: ListEntry) => Number(entry.id) % 10 !== 4;
  await show(entries(10, 20).filter(odd), 'pears');
  await piece(10);
  expect(found()).toEqual([10, 12, 16, 18]);
  await show(entries(8, 24), 'pears');
  // What was found keeps standing while the others are read.
  expect(found()).toEqual([10, 12, 16, 18]);
  await piece(2);
  expect(found()).toEqual([8, 10, 12, 16, 18]);
  await piece(2);
  expect(found()).toEqual([8, 10, 12, 14, 16, 18, 20]);
  await piece(4);
  expect(found()).toEqual([8, 10, 12, 14, 16, 18, 20, 22]);
  expect(search?.isComplete).toBe(true);
  await show(entries(12, 16), 'pears');
  expect(search).toEqual({ entries: entries(12, 16).filter(({ id }) => Number(id) % 2 === 0), isComplete: true });
});

test('texts are let go of when the search ends', async () => {
  await show(entries(0, 4), 'pears');
  await piece(4);
  await show(entries(0, 4), undefined);
  expect(search).toBeUndefined();
  await show(entries(0, 4), 'pears');
  expect(search?.isComplete).toBe(false);
  expect(awaited).toHaveLength(4);
});

test('each post is looked at a few times, however many pieces there are', async () => {
  let looks = 0;
  const list = entries(0, 4000).map(({ id, ...rest }) => ({
    ...rest,
    get id() {
      looks += 1;
      return id;
    },
  }));
  await show(list, 'cherries');
  while (awaited.length > 0) await piece(20);
  expect(search).toEqual({ entries: [], isComplete: true });
  expect(looks).toBeLessThan(10 * list.length);
});

test('what is found is the same array where a piece brings nothing', async () => {
  await show(entries(0, 4), 'pears');
  await piece(1);
  const before = search?.entries;
  await piece(1);
  expect(search?.entries).toBe(before);
  await piece(1);
  expect(found()).toEqual([0, 2]);
});

test('no more than what memory has room for is searched', async () => {
  await show(entries(0, MOST_SEARCHED + 2), 'cherries');
  expect(awaited).toHaveLength(MOST_SEARCHED);
  await piece(MOST_SEARCHED);
  expect(search?.isComplete).toBe(true);
});
