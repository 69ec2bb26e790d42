import browser from 'webextension-polyfill';
import type { CommandName, Commands } from '../commands.ts';

export type Handlers = {
  readonly [Name in CommandName]: (
    ...args: Parameters<Commands[Name]>
  ) => ReturnType<Commands[Name]> | Promise<ReturnType<Commands[Name]>>;
};

/** Checks what a page sent: the argument where it has the right shape, else undefined. */
export type Guards = { readonly [Name in CommandName]: (args: unknown) => Parameters<Commands[Name]> | undefined };

interface Request {
  readonly command: CommandName;
  readonly args: readonly unknown[];
}

type Reply = { readonly value: unknown } | { readonly error: string };

/**
 * Asks the worker, waking it where it sleeps.
 *
 * @throws Error with the worker's message where the command failed
 */
export async function send<Name extends CommandName>(
  command: Name,
  ...args: Parameters<Commands[Name]>
): Promise<ReturnType<Commands[Name]>> {
  const request: Request = { command, args };
  const reply = (await browser.runtime.sendMessage(request)) as Reply | undefined;
  if (reply === undefined) throw new Error(`No reply to ${command}`);
  if ('error' in reply) throw new Error(reply.error);
  return reply.value as ReturnType<Commands[Name]>;
}

export interface Hooks {
  /** What a command waits for before it begins. */
  readonly before: () => Promise<void>;
  /** Runs when a command has ended, before the page has its reply. */
  readonly after: (command: CommandName) => Promise<void>;
  readonly onFailure: (error: unknown) => Promise<unknown>;
}

/** Answers commands from this extension's own pages; call it synchronously when the worker starts. */
export function listen(handlers: Handlers, guards: Guards, hooks: Hooks): void {
  browser.runtime.onMessage.addListener(
    (request: unknown, sender: browser.Runtime.MessageSender): Promise<Reply> | undefined => {
      if (!isOwnPage(sender) || !isRequest(request)) return undefined;
      return answer(handlers, guards, hooks, request);
    },
  );
}

async function answer(
  handlers: Handlers,
  guards: Guards,
  { before, after, onFailure }: Hooks,
  request: Request,
): Promise<Reply> {
  try {
    const args = guards[request.command](request.args[0]);
    if (args === undefined) return { error: `Malformed command: ${request.command}` };
    await before();
    const handle = handlers[request.command] as (...given: unknown[]) => unknown;
    const value = await handle(...args);
    await after(request.command);
    return { value };
  } catch (error) {
    console.error(request.command, error);
    await onFailure(error);
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function isOwnPage(sender: browser.Runtime.MessageSender): boolean {
  return sender.id === browser.runtime.id && (sender.url?.startsWith(browser.runtime.getURL('')) ?? false);
}

function isRequest(value: unknown): value is Request {
  if (typeof value !== 'object' || value === null) return false;
  const { command, args } = value as Record<string, unknown>;
  return typeof command === 'string' && Object.hasOwn(NAMES, command) && Array.isArray(args) && args.length <= 1;
}

const NAMES: { readonly [Name in CommandName]: true } = {
  'posts-shown': true,
  'mark-read': true,
  'mark-all-read': true,
  'mark-shown-read': true,
  'save-post': true,
  undo: true,
  'check-now': true,
  'stop-checking': true,
  subscribe: true,
  'forget-pending': true,
  unsubscribe: true,
  'rename-feed': true,
  'move-feeds': true,
  'set-interval': true,
  'pause-feeds': true,
  'adopt-address': true,
  'find-feed-again': true,
  'fetch-full-text': true,
  'keep-full-text': true,
  'set-article-text': true,
  'find-discussions': true,
  'load-older': true,
  'read-opml': true,
  'import-opml': true,
  'export-opml': true,
  'examine-database': true,
  'free-space': true,
};
