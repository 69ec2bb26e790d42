import '../options/extension-page.ts';
import { describe, expect, test } from 'vitest';
import { afterListEvent, type ListEvent, type ListState } from '../../../src/ui/popup/use-list.ts';
import { post, reading } from './given-posts.ts';

const START: ListState = { list: 'unread', limit: 50 };
const a = post('a', 1);
const b = post('b', 2);

function stateAfter(...events: readonly ListEvent[]): ListState {
  return events.reduce(afterListEvent, START);
}

function read(...[posts, given = {}]: Parameters<typeof reading>): ListEvent {
  return { kind: 'read', list: given.list ?? 'unread', reading: reading(posts, given) };
}

const OPEN_SAVED = { kind: 'open', list: 'saved' } as const;

function ids(state: ListState): string[] {
  return state.shown?.entries.map((entry) => entry.id) ?? [];
}

describe('the list of the popup', () => {
  test('shows what arrives at once while it is empty, since nothing can move', () => {
    const fresh = post('new', 0, { arrival: 2 });
    expect(ids(stateAfter(read([]), read([fresh], { arrivals: 2, late: [fresh] })))).toEqual(['new']);
  });

  test('keeps the list before on the screen until the next one is read', () => {
    const turned = stateAfter(read([a, b]), OPEN_SAVED);
    expect(turned.shown?.list).toBe('unread');
    expect(ids(afterListEvent(turned, read([b], { list: 'saved' })))).toEqual(['b']);
  });

  test('ignores a late reading of the list that was left', () => {
    expect(stateAfter(OPEN_SAVED, read([a])).shown).toBeUndefined();
  });

  test('takes what was read before Dexie was there only while nothing stands', () => {
    const first: ListEvent = { kind: 'first', list: 'unread', reading: reading([a]), standing: [b] };
    expect(ids(stateAfter(first))).toEqual(['a', 'b']);
    expect(ids(stateAfter(read([b]), first))).toEqual(['b']);
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
    const both = read([fresh, a], { arrivals: 2, late: [fresh] });
    expect(ids(stateAfter(read([a]), { kind: 'emptied' }, both, read([fresh], { arrivals: 2 })))).toEqual(['new']);
  });

  test('goes on after the store failed and answers again', () => {
    const failed = stateAfter(read([a]), { kind: 'failed', error: new Error('closed') });
    expect(ids(failed)).toEqual(['a']);
    expect(afterListEvent(failed, read([a, b])).error).toBeUndefined();
  });
});
