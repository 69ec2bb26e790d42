// @vitest-environment happy-dom
import '../options/extension-page.ts';

import { render } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { afterEach, describe, expect, test } from 'vitest';
import { groupEntries } from '../../../src/ui/shared/post-groups.ts';
import { PostList } from '../../../src/ui/shared/post-list.tsx';
import { type ListView, useListView } from '../../../src/ui/shared/use-list-view.ts';
import { eventually } from '../page-acts.ts';

const NEWEST = new Date(2026, 10, 23, 23, 59).getTime();
const PER_DAY = 100;
const DAY_MS = 86_400_000;

/** A hundred posts on each day. */
const ENTRIES = Array.from({ length: 10_000 }, (_, index) => ({
  id: `${1 + (index % 7)}.${index}`,
  feedId: 1 + (index % 7),
  at: NEWEST - Math.floor(index / PER_DAY) * DAY_MS - (index % PER_DAY) * 1000,
}));
const idAt = (index: number) => ENTRIES[index]?.id ?? '';

let view: ListView;
let setStop: (id: string) => void;
const asked: number[] = [];
const onRange = ({ end }: { readonly end: number }) => {
  asked.push(end);
};

function List() {
  const [stopId, set] = useState(idAt(0));
  setStop = set;
  view = useListView();
  const groups = useMemo(() => groupEntries(ENTRIES, 'day', true), []);
  return (
    <main ref={view.scroller}>
      <PostList
        groups={groups}
        groupBy="day"
        view={view}
        stopId={stopId}
        renderRow={({ id }, { position, setSize }) => (
          <article data-post={id} tabIndex={id === stopId ? 0 : -1} aria-posinset={position} aria-setsize={setSize} />
        )}
        renderHeading={(group, headingId) => <h2 id={headingId}>{new Date(group.at).getDate()}</h2>}
        onRange={onRange}
      />
    </main>
  );
}

function open(): void {
  render(<List />, document.body);
}
afterEach(() => {
  render(null, document.body);
  asked.length = 0;
});

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-post]')];
const row = (index: number) => document.querySelector<HTMLElement>(`[data-post="${idAt(index)}"]`);

describe('a list of ten thousand posts', () => {
  test('draws the rows near the view, asks for the posts of these, and says how many there are', async () => {
    open();
    await eventually(() => expect(rows().length).toBeGreaterThan(3));
    expect(rows().length).toBeLessThan(20);
    await eventually(() => expect(Math.max(...asked)).toBeLessThan(20));
    expect(row(2)?.getAttribute('aria-posinset')).toBe('3');
    expect(row(2)?.getAttribute('aria-setsize')).toBe(String(PER_DAY));
    expect(document.querySelectorAll('[role=feed] > :not(article, [aria-hidden])')).toHaveLength(0);
  });

  test('goes to any row by its id, and keeps it in the page while it has the focus', async () => {
    open();
    view.focusRow(idAt(0));
    setStop(idAt(9050));
    await eventually(() => expect(row(9050)).not.toBeNull());
    view.focusRow(idAt(9050));
    expect(document.activeElement).toBe(row(9050));
    expect(row(9050)?.getAttribute('aria-posinset')).toBe('51');
    const focused = row(9050);

    view.toTop();
    document.querySelector('main')?.dispatchEvent(new Event('scroll'));
    await eventually(() => expect(row(0)).not.toBeNull());
    expect(document.activeElement).toBe(focused);
    expect(rows().length).toBeLessThan(20);
  });

  test('has a heading only for the days that have a row in the page', () => {
    open();
    const sections = document.querySelectorAll('section');
    expect(sections.length).toBeLessThan(3);
    expect(sections[0]?.getAttribute('aria-labelledby')).toBe(sections[0]?.querySelector('h2')?.id);
  });
});
