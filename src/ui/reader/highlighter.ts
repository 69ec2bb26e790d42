import type { Run } from './code-runs.ts';
import type { Done, Task } from './code-worker.ts';
import address from './code-worker.ts?worker&url';

/**
 * How long one block may take, with the loading of its grammar. Some grammars take time that grows with the square of
 * a hostile block's length, and only a worker can be stopped then.
 */
const LIMIT_MS = 2000;
/** So often a worker is replaced on one page; then what is left stays plain. */
const MOST_FAILURES = 2;

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

/** Knows one address, whatever it is asked for; absent in Firefox before 148, which has no Trusted Types. */
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('code-worker', {
  createScriptURL: () => address,
});

export interface Highlighter {
  /**
   * The kinds of a block's pieces; one block at a time.
   *
   * @returns none where the language has no grammar, where it takes too long, and once it was stopped
   */
  readonly highlight: (code: string, language: string) => Promise<readonly Run[]>;
  readonly stop: () => void;
}

/** Highlights beside the page, so that neither the text nor a hostile block keeps anybody waiting. */
export function startHighlighter(): Highlighter {
  let worker: Worker | undefined;
  let lastId = 0;
  let failures = 0;
  const stop = () => {
    worker?.terminate();
    worker = undefined;
    failures = MOST_FAILURES;
  };
  const highlight = async (code: string, language: string): Promise<readonly Run[]> => {
    if (failures >= MOST_FAILURES) return [];
    worker ??= new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
    lastId += 1;
    const done = await answer(worker, { id: lastId, code, language });
    if (done) return done.runs;
    worker?.terminate();
    worker = undefined;
    failures += 1;
    return [];
  };
  return { highlight, stop };
}

/** @returns nothing where no answer comes in time */
function answer(worker: Worker, task: Task): Promise<Done | undefined> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => settle(undefined), LIMIT_MS);
    const onMessage = ({ data }: MessageEvent<Done>) => {
      if (data.id === task.id) settle(data);
    };
    const onError = (event: Event) => {
      event.preventDefault();
      settle(undefined);
    };
    const settle = (done: Done | undefined) => {
      clearTimeout(limit);
      worker.removeEventListener('message', onMessage);
      worker.removeEventListener('error', onError);
      resolve(done);
    };
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', onError);
    worker.postMessage(task);
  });
}
