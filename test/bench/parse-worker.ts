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
  const costMs: number[] = [];
  let entries = 0;
  for (const batch of inBatches(documents)) {
    const startedAt = performance.now();
    entries += readAll(contender, batch);
    costMs.push(performance.now() - startedAt);
  }
  return { costMs, wallMs: costMs.reduce((sum, ms) => sum + ms, 0), entries };
}

/** Long enough for a clock that may be as coarse as 0.1 ms, short enough that some are not interrupted. */
const BATCH_BYTES = 250_000;

function inBatches(documents: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const batches: Uint8Array[][] = [];
  let room = 0;
  for (const document of documents) {
    if (room <= 0) {
      batches.push([]);
      room = BATCH_BYTES;
    }
    batches.at(-1)?.push(document);
    room -= document.length;
  }
  return batches;
}

async function load(file: string, lengths: readonly number[]): Promise<readonly Uint8Array[]> {
  const bytes = new Uint8Array(await (await fetch(file)).arrayBuffer());
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return bytes.slice(at - length, at);
  });
}
