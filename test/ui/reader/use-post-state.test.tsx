// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import { usePostState } from '../../../src/ui/reader/use-post-state.ts';

test('an answer for a post that was left changes nothing of the one that is open', async () => {
  let set: (postId: string, value: string) => void = () => undefined;
  function Shown({ postId }: { readonly postId: string }) {
    const [value, setValue] = usePostState(postId, 'idle');
    set = setValue;
    return <p>{value}</p>;
  }
  const place = document.createElement('div');
  const show = (postId: string) => act(() => render(<Shown postId={postId} />, place));
  await show('a');
  await act(() => set('a', 'getting'));
  await show('b');
  expect(place.textContent).toBe('idle');
  await act(() => set('b', 'failed'));
  await act(() => set('a', 'done'));
  expect(place.textContent).toBe('failed');
  await show('a');
  expect(place.textContent).toBe('done');
});
