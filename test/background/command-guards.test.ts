import { describe, expect, test } from 'vitest';
import { GUARDS } from '../../src/background/command-guards.ts';
import type { CommandName } from '../../src/commands.ts';

describe('a command', () => {
  test.each<[CommandName, unknown]>([
    ['posts-shown', { arrival: 3 }],
    ['mark-read', { postIds: ['1.a'], read: true }],
    ['mark-all-read', { arrival: 0 }],
    ['mark-shown-read', { postIds: ['1.a'] }],
    ['save-post', { postId: '1.a', saved: false }],
    ['save-post', { postId: '1.a', saved: true, savedAt: 1 }],
    ['undo', { undoId: 1 }],
    ['check-now', {}],
    ['check-now', { feedIds: [1, 2] }],
    ['subscribe', { address: 'example.org' }],
    ['subscribe', { address: 'example.org', title: 'Blog' }],
    ['import-opml', { text: '<opml/>' }],
    ['set-interval', { feedIds: [1], hours: 4 }],
    ['set-interval', { feedIds: [1], hours: null }],
    ['pause-feeds', { feedIds: [1, 2], paused: true }],
    ['adopt-address', { feedId: 1 }],
  ])('%s takes %j', (name, args) => {
    expect(GUARDS[name](args)).toEqual([args]);
  });

  test.each<CommandName>(['stop-checking', 'export-opml'])('%s takes nothing', (name) => {
    expect(GUARDS[name](undefined)).toEqual([]);
    expect(GUARDS[name]({ extra: 1 })).toBeUndefined();
  });

  test.each<[CommandName, unknown]>([
    ['posts-shown', undefined],
    ['posts-shown', { arrival: -1 }],
    ['posts-shown', { arrival: Number.NaN }],
    ['mark-read', { postIds: 'all', read: true }],
    ['mark-read', { postIds: [1], read: true }],
    ['mark-read', { postIds: ['1.a'] }],
    ['mark-shown-read', { postIds: '1.a' }],
    ['save-post', { postId: { toString: 'x' }, saved: true }],
    ['save-post', { postId: '1.a', saved: true, savedAt: 'now' }],
    ['check-now', { feedIds: ['1'] }],
    ['subscribe', { address: 'x'.repeat(5000) }],
    ['subscribe', { address: 'example.org', title: null }],
    ['rename-feed', { feedId: 1.5, name: 'x' }],
    ['set-interval', { feedIds: [1], hours: 3 }],
    ['set-interval', { feedIds: [1] }],
    ['pause-feeds', { feedIds: [1], paused: 'yes' }],
    ['adopt-address', { feedId: '1' }],
  ])('%s refuses %j', (name, args) => {
    expect(GUARDS[name](args)).toBeUndefined();
  });

  test('what a command does not name is dropped', () => {
    expect(GUARDS['undo']({ undoId: 1, __proto__: { evil: true }, more: 2 })).toEqual([{ undoId: 1 }]);
  });
});
