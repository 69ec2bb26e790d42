// Runs in a page of the extension and passes orders on to the worker.
import type { Sample } from './parse-contenders.ts';
import type { WorkerOrder } from './parse-worker.ts';

export interface ParsePage {
  sample(order: WorkerOrder): Promise<Sample>;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

// The extension's pages may start a worker only through the one policy that their CSP names.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('feed-html', {
  createScriptURL: (url) => url,
});
const address = new URL('./parse-worker.js', location.href).href;
const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });

const parsePage: ParsePage = {
  sample: (order) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Sample>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(`The worker failed: ${message}`));
      worker.postMessage(order);
    }),
};
Object.assign(globalThis, { parsePage });
