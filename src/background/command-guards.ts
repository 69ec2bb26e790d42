import type { Guards } from '../browser/commands.ts';
import { isInterval } from '../model/settings.ts';
import type { Settings } from '../model/types.ts';

type Check<Value> = (value: unknown) => value is Value;

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** An address, a name, an id: longer is none of ours. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4096;
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isListOf<Value>(check: Check<Value>): Check<readonly Value[]> {
  return (value): value is readonly Value[] => Array.isArray(value) && value.every(check);
}

function isOptional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value);
}

function isIntervalOrNone(value: unknown): value is Settings['checkEveryHours'] | null {
  return value === null || isInterval(value);
}

function isTextSource(value: unknown): value is 'feed' | 'page' {
  return value === 'feed' || value === 'page';
}

type Shape = Readonly<Record<string, Check<unknown>>>;
type Shaped<S extends Shape> = { [Key in keyof S]: S[Key] extends Check<infer Value> ? Value : never };

/** The one argument, where each of its members passes its check. */
function takes<S extends Shape>(shape: S): (args: unknown) => [Shaped<S>] | undefined {
  return (args) => {
    if (typeof args !== 'object' || args === null) return undefined;
    const given = args as Record<string, unknown>;
    const members = Object.entries(shape).map(([key, check]) => [key, check(given[key])] as const);
    if (members.some(([, passes]) => !passes)) return undefined;
    return [
      Object.fromEntries(Object.keys(shape).flatMap((key) => (key in given ? [[key, given[key]]] : []))) as Shaped<S>,
    ];
  };
}

const takesNothing = (args: unknown): [] | undefined => (args === undefined || args === null ? [] : undefined);

/** The shape of each command's argument: messages are untrusted, whoever sent them. */
export const GUARDS = {
  'posts-shown': takes({ arrival: isCount }),
  'mark-read': takes({ postIds: isListOf(isText), read: isBoolean }),
  'mark-all-read': takes({ arrival: isCount }),
  'mark-shown-read': takes({ postIds: isListOf(isText) }),
  'save-post': takes({ postId: isText, saved: isBoolean, savedAt: isOptional(isCount) }) as Guards['save-post'],
  undo: takes({ undoId: isCount }),
  'check-now': takes({ feedIds: isOptional(isListOf(isCount)) }) as Guards['check-now'],
  'stop-checking': takesNothing,
  subscribe: takes({ address: isText, title: isOptional(isText) }) as Guards['subscribe'],
  'forget-pending': takes({ address: isText }),
  unsubscribe: takes({ feedIds: isListOf(isCount) }),
  'rename-feed': takes({ feedId: isCount, name: isText }),
  'move-feeds': takes({ feedIds: isListOf(isCount), folder: isText }),
  'set-interval': takes({ feedIds: isListOf(isCount), hours: isIntervalOrNone }),
  'pause-feeds': takes({ feedIds: isListOf(isCount), paused: isBoolean }),
  'adopt-address': takes({ feedId: isCount }),
  'find-feed-again': takes({ feedId: isCount, address: isOptional(isText) }) as Guards['find-feed-again'],
  'fetch-full-text': takes({ postId: isText }),
  'keep-full-text': takes({ postId: isText, html: isString, base: isText }),
  'find-discussions': takes({ postId: isText }),
  'set-article-text': takes({ feedIds: isListOf(isCount), source: isTextSource }),
  'load-older': takes({ feedId: isCount }),
  'read-opml': takes({ text: isString }),
  'import-opml': takes({ text: isString }),
  'export-opml': takesNothing,
  'examine-database': takesNothing,
  'free-space': takesNothing,
} as const satisfies Guards;
