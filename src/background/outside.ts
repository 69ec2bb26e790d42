import { type Environment, LIMITS } from './environment.ts';
import { networkFetch } from './fetch-bytes.ts';

/** The outside world that is no extension API. `npm run simulate` puts a virtual one in this module's place. */
export const outside: Pick<Environment, 'now' | 'random' | 'fetch' | 'online' | 'wait' | 'limits'> = {
  now: Date.now,
  random: Math.random,
  fetch: networkFetch,
  online: () => navigator.onLine,
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  limits: LIMITS,
};
