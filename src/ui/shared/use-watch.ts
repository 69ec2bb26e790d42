import { useEffect, useState } from 'preact/hooks';
import { watch } from '../../store/watch.ts';

export type Watched<Result> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: Result }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * What a query of the store gives, now and after every change.
 *
 * @param query must be the same function from render to render (useCallback, or one of a module); while another
 *   loads, the last one's result stands
 */
export function useWatch<Result>(query: () => Promise<Result>): Watched<Result> {
  const [state, setState] = useState<Watched<Result>>({ kind: 'loading' });
  useEffect(
    () =>
      watch(
        query,
        (value) => setState({ kind: 'ready', value }),
        (error) => setState({ kind: 'failed', error }),
      ),
    [query],
  );
  return state;
}
