// @vitest-environment happy-dom
import '../options/extension-page.ts';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Toast } from '../../../src/ui/shared/toast.tsx';
import { type Toasts, useToasts } from '../../../src/ui/shared/use-toasts.ts';

let place: HTMLElement;
let toasts: Toasts;

function Page() {
  const { content, dismiss, toasts: own } = useToasts();
  toasts = own;
  return <Toast content={content} onGone={dismiss} />;
}

beforeEach(async () => {
  place = document.body.appendChild(document.createElement('div'));
  await act(() => render(<Page />, place));
});
afterEach(() => {
  render(null, place);
  place.remove();
  vi.restoreAllMocks();
});

function said(): string | undefined {
  return document.querySelector('.toast span')?.textContent ?? undefined;
}

test('what fails is said, after what was shown in advance was taken back', async () => {
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  const takeBack = vi.fn();
  const then = vi.fn();
  await act(() => toasts.attempt(Promise.reject(new Error('no worker')), then, takeBack));
  await vi.waitFor(() => expect(said()).toBe('That did not work. Try again.'));
  expect(takeBack).toHaveBeenCalledOnce();
  expect(then).not.toHaveBeenCalled();
  expect(logged).toHaveBeenCalledOnce();
});

test('what succeeds hands its result on, and says nothing by itself', async () => {
  const then = vi.fn();
  await act(() => toasts.attempt(Promise.resolve(3), then));
  await vi.waitFor(() => expect(then).toHaveBeenCalledWith(3));
  expect(said()).toBeUndefined();
});

test('a toast replaces the one that stands, and goes when its action is taken', async () => {
  await act(() => toasts.show('First'));
  const run = vi.fn();
  await act(() => toasts.show('Second', { label: 'Undo', run }));
  expect(said()).toBe('Second');
  await act(() => document.querySelector('button')?.click());
  expect(run).toHaveBeenCalledOnce();
  expect(said()).toBeUndefined();
});
