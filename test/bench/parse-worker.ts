// Runs in a dedicated worker of a page of the extension, where the engine has no DOM, as in Chrome's service worker.
import { type Contender, readAll, type Sample } from './parse-contenders.ts';

export interface WorkerOrder {
  readonly contender: Contender;
  /** A file with the set's documents, one behind the other. */
  readonly file: string;
  /** Bytes of each. */
  readonly lengths: readonly number[];
}

const loaded = new Map<string, readonly Uint8Array[]>();

addEventListener('message', ({ data }: MessageEvent<WorkerOrder>) => {
  sample(data).then((result) => postMessage(result), reportError);
});

async function sample({ contender, file, lengths }: WorkerOrder): Promise<Sample> {
  const documents = loaded.get(file) ?? (await load(file, lengths));
  loaded.set(file, documents);
  const startedAt = performance.now();
  const entries = readAll(contender, documents);
  // A worker is not told its processor time.
  const wallMs = performance.now() - startedAt;
  return { costMs: wallMs, wallMs, entries };
}

async function load(file: string, lengths: readonly number[]): Promise<readonly Uint8Array[]> {
  const bytes = new Uint8Array(await (await fetch(file)).arrayBuffer());
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return bytes.slice(at - length, at);
  });
}
