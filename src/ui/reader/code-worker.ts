import type { Run } from './code-runs.ts';
import { highlight } from './highlight.ts';

/** A block of code to highlight, and what comes back for it. */
export interface Task {
  readonly id: number;
  readonly code: string;
  readonly language: string;
}

export interface Done {
  readonly id: number;
  readonly runs: readonly Run[];
}

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  const { id, code, language } = data;
  highlight(code, language)
    .catch((error: unknown): readonly Run[] => {
      console.error(error);
      return [];
    })
    .then(
      (runs) => postMessage({ id, runs } satisfies Done),
      // What cannot be sent is not waited for: the page has a limit of its own.
      console.error,
    );
});
