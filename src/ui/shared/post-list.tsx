import { type ComponentChildren, Fragment, type VNode } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { Settings } from '../../model/types.ts';
import type { ListEntry } from '../../store/queries.ts';
import type { PostGroup } from './post-groups.ts';
import { type RowPlaces, type RowRange, roomOf } from './row-places.ts';
import type { ListView } from './use-list-view.ts';
import { useRenderedRows } from './use-rendered-rows.ts';

/** A row's place within its group, for aria-posinset and aria-setsize. */
export interface RowPosition {
  readonly position: number;
  /** -1 where unknown. */
  readonly setSize: number;
}

export interface PostListProps {
  readonly groups: readonly PostGroup[];
  readonly groupBy: Settings['groupBy'];
  readonly view: ListView;
  /** The row that Tab comes to, or that has the focus: it stays in the page wherever the list is scrolled. */
  readonly stopId: string | undefined;
  /** The row with which the list comes into view; the first where absent. */
  readonly startId?: string | undefined;
  /**
   * One element with the id of the entry in `data-post`, the same element before and after its post is loaded, or the
   * focus would be lost. It memoizes itself: all rows in view are asked for with each change.
   */
  readonly renderRow: (entry: ListEntry, position: RowPosition) => VNode;
  /** What stands in the heading of a group. */
  readonly renderHeading: (group: PostGroup, headingId: string) => ComponentChildren;
  /** Rows that are, or are about to be, in view: their posts are wanted. The same function from render to render. */
  readonly onRange: (range: RowRange) => void;
}

/**
 * A list of posts of any length, of which only the rows near the view are in the page. Rows are as high as they are:
 * what has not been in view is guessed at, and nothing that is in view moves when the guess turns out wrong.
 */
export function PostList({ groups, groupBy, view, stopId, startId, renderRow, renderHeading, onRange }: PostListProps) {
  const root = useRef<HTMLDivElement>(null);
  const { places, range } = useRenderedRows({ root, groups, groupBy, view, startId, onRange });
  const stop = stopId === undefined ? -1 : indexOf(places, stopId, range);
  const shown: VNode[] = [];
  let [from, skippedFrom] = [0, 0];
  for (const group of groups) {
    const rows = { first: from, end: from + group.entries.length };
    from = rows.end;
    if (!(overlaps(rows, range) || includes(rows, stop))) continue;
    shown.push(<Gap key={`above-${group.key}`} px={sectionsRoom(places, { first: skippedFrom, end: rows.first })} />);
    skippedFrom = rows.end;
    shown.push(
      <Group
        key={group.key}
        group={group}
        rows={rows}
        places={places}
        range={range}
        stop={stop}
        renderRow={renderRow}
        renderHeading={renderHeading}
      />,
    );
  }
  shown.push(<Gap key="below" px={sectionsRoom(places, { first: skippedFrom, end: from })} />);
  return <div ref={root}>{shown}</div>;
}

interface GroupProps extends Pick<PostListProps, 'renderRow' | 'renderHeading'> {
  readonly group: PostGroup;
  /** Its rows, as indexes into the list. */
  readonly rows: RowRange;
  readonly places: RowPlaces;
  readonly range: RowRange;
  readonly stop: number;
}

function Group({ group, rows, places, range, stop, renderRow, renderHeading }: GroupProps) {
  const headingId = useId();
  const inView = { first: Math.max(rows.first, range.first), end: Math.min(rows.end, range.end) };
  const row = (index: number) => {
    const entry = group.entries[index - rows.first];
    const position = index - rows.first + 1;
    return entry && <Fragment key={entry.id}>{renderRow(entry, { position, setSize: group.total ?? -1 })}</Fragment>;
  };
  const shown: ComponentChildren[] = [];
  let skippedFrom = rows.first;
  const show = (index: number) => {
    const skipped = { first: skippedFrom, end: index };
    if (skipped.end > skipped.first)
      shown.push(<Gap key={`above-${places.ids[index]}`} px={roomOf(places, skipped)} />);
    shown.push(row(index));
    skippedFrom = index + 1;
  };
  const isApart = includes(rows, stop) && !includes(inView, stop);
  if (isApart && stop < inView.first) show(stop);
  for (let index = inView.first; index < inView.end; index += 1) show(index);
  if (isApart && stop >= inView.first) show(stop);
  return (
    <section aria-labelledby={headingId}>
      {renderHeading(group, headingId)}
      <div role="feed" aria-labelledby={headingId}>
        {shown}
        <Gap key="below" px={roomOf(places, { first: skippedFrom, end: rows.end })} />
      </div>
    </section>
  );
}

/** Stands for rows that are not in the page. */
function Gap({ px }: { readonly px: number }) {
  return px > 0 ? <div aria-hidden="true" style={{ height: `${px}px` }} /> : null;
}

/** Room of whole groups, the heading of the first included. */
function sectionsRoom(places: RowPlaces, rows: RowRange): number {
  return rows.end > rows.first ? roomOf(places, rows) + (places.heads[rows.first] ?? 0) : 0;
}

function overlaps(rows: RowRange, range: RowRange): boolean {
  return rows.first < range.end && range.first < rows.end;
}

function includes({ first, end }: RowRange, index: number): boolean {
  return index >= first && index < end;
}

/** Looks in the page first: a list may have thousands of rows. */
function indexOf({ ids }: RowPlaces, id: string, { first, end }: RowRange): number {
  for (let index = first; index < end; index += 1) if (ids[index] === id) return index;
  return ids.indexOf(id);
}
