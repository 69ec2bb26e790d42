// Before all that imports the polyfill.
import './fake-extension.ts';

import { GUARDS } from '../../src/background/command-guards.ts';
import { handlersFor, settle } from '../../src/background/handlers.ts';
import { Rounds } from '../../src/background/rounds.ts';
import { listen } from '../../src/browser/commands.ts';
import { readPending } from '../../src/browser/pending.ts';
import { readSettings } from '../../src/browser/settings.ts';
import { database } from '../../src/store/database.ts';
import { LIMITS, type Reply, type Script, scripted } from '../background/given.ts';
import { extension } from './fake-extension.ts';

export type Servers = Record<string, Script | Reply>;

let worker: ReturnType<typeof scripted> | undefined;

/** A fresh profile: nothing stored, nothing allowed, and a worker whose servers are scripted by address. */
export async function freshProfile(servers: Servers): Promise<{ readonly asked: readonly { readonly url: string }[] }> {
  extension.reset();
  await Promise.all(database().tables.map((table) => table.clear()));
  worker = scripted(servers, {
    now: Date.now,
    limits: { ...LIMITS, spacingMs: 0 },
    holdsHosts: async (origins) => origins.every((origin) => extension.granted.has(origin)),
  });
  const { environment, asked } = worker;
  const rounds = new Rounds(environment, {
    settings: readSettings,
    onBegin: async () => undefined,
    hasRoom: async () => true,
    show: async () => undefined,
    onNewPosts: async () => undefined,
    onEnd: async () => undefined,
  });
  listen(
    handlersFor(environment, rounds, async () => undefined),
    GUARDS,
    {
      before: async () => undefined,
      after: async () => undefined,
      onFailure: async () => undefined,
    },
  );
  return { asked };
}

/** The person allows these hosts when the popup that asked is gone: the worker goes on. */
export async function allowLater(origins: readonly string[]): Promise<void> {
  for (const origin of origins) extension.granted.add(origin);
  for (const pending of await readPending()) if (!pending.outcome && worker) await settle(worker.environment, pending);
}
