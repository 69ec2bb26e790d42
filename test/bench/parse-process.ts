// A Node process that only reads feeds, so that its processor time is that of the reading.
import { type Contender, readAll, type Sample } from './parse-contenders.ts';

export type ParseOrder =
  | { readonly kind: 'load'; readonly sets: readonly (readonly Uint8Array[])[] }
  | { readonly kind: 'sample'; readonly contender: Contender; readonly set: number };

let sets: readonly (readonly Uint8Array[])[] = [];

process.on('message', (order: ParseOrder) => {
  // Each in a buffer of its own, as fetch gives them: here they come as parts of one, wherever they happen to begin.
  if (order.kind === 'load') sets = order.sets.map((documents) => documents.map((bytes) => new Uint8Array(bytes)));
  process.send?.(order.kind === 'sample' ? sample(order.contender, sets[order.set] ?? []) : null);
});

function sample(contender: Contender, documents: readonly Uint8Array[]): Sample {
  // What one leaves behind must not be cleared away in the next one's time. A full clearing would also shrink the heap:
  // to let it grow again takes V8's other threads longer than short feeds take to be read.
  globalThis.gc?.({ type: 'minor' });
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const entries = readAll(contender, documents);
  const { user, system } = process.cpuUsage(before);
  return { costMs: [(user + system) / 1000], wallMs: performance.now() - startedAt, entries };
}
