import '../options/extension-page.ts';
import { describe, expect, test } from 'vitest';
import { afterListEvent, type ListEvent, type ListState } from '../../../src/ui/popup/use-list.ts';
import { post, reading } from './given-posts.ts';

const START: ListState = { list: 'unread', limit: 50, readLimit: 0, feeds: new Map(), icons: new Map() };
const a = post('a', 1);
const b = post('b', 2);

function stateAfter(...events: readonly ListEvent[]): ListState {
  return events.reduce(afterListEvent, START);
}

function read(
  posts: Parameters<typeof reading>[0],
  arrivals = 1,
  list: ListEvent & { kind: 'open' } = OPEN_UNREAD,
): ListEvent {
  return { kind: 'read', list: list.list, limit: 50, reading: reading(posts, arrivals) };
}

const OPEN_UNREAD = { kind: 'open', list: 'unread' } as const;
const OPEN_SAVED = { kind: 'open', list: 'saved' } as const;

function ids(state: ListState): string[] {
  return state.shown?.rows.map((row) => row.post.id) ?? [];
}

describe('the list of the popup', () => {
  test('shows what arrives at once while it is empty, since nothing can move', () => {
    expect(ids(stateAfter(read([]), read([post('new', 0, { arrival: 2 })], 2)))).toEqual(['new']);
  });

  test('keeps the list before on the screen until the next one is read', () => {
    const turned = stateAfter(read([a, b]), OPEN_SAVED);
    expect(turned.shown?.list).toBe('unread');
    expect(ids(afterListEvent(turned, read([b], 1, OPEN_SAVED)))).toEqual(['b']);
  });

  test('ignores a late reading of the list that was left', () => {
    expect(stateAfter(OPEN_SAVED, read([a], 1, OPEN_UNREAD)).shown).toBeUndefined();
  });

  test('is empty as soon as all is marked read, and full again after undo', () => {
    const emptied = stateAfter(read([a, b]), { kind: 'emptied' });
    expect(ids(emptied)).toEqual([]);
    expect(ids([{ kind: 'restored' } as const, read([a, b])].reduce(afterListEvent, emptied))).toEqual(['a', 'b']);
    // The same where both changes come as one reading, before the word of the undoing.
    expect(ids([read([a, b]), { kind: 'restored' } as const].reduce(afterListEvent, emptied))).toEqual(['a', 'b']);
  });

  test('stays empty while readings come that are older than the marking', () => {
    const emptied = stateAfter(read([a, b]), { kind: 'emptied' }, read([a, b]));
    expect(ids(emptied)).toEqual([]);
    expect(ids(afterListEvent(emptied, read([])))).toEqual([]);
    expect(ids([read([]), read([a])].reduce(afterListEvent, emptied))).toEqual(['a']);
  });

  test('shows what came since once all before it is marked', () => {
    const fresh = post('new', 0, { arrival: 2 });
    expect(ids(stateAfter(read([a]), { kind: 'emptied' }, read([fresh, a], 2), read([fresh], 2)))).toEqual(['new']);
  });

  test('shows a change before the store has it', () => {
    const state = stateAfter(read([a, b]), { kind: 'changed', post: { ...b, unread: 0 } });
    expect(state.shown?.rows[1]?.post.unread).toBe(0);
  });

  test('goes on after the store failed and answers again', () => {
    const failed = stateAfter(read([a]), { kind: 'failed', error: new Error('closed') });
    expect(ids(failed)).toEqual(['a']);
    expect(afterListEvent(failed, read([a, b])).error).toBeUndefined();
  });
});
