// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TOAST_MS, Toast } from '../../../src/ui/shared/toast.tsx';

const gone = vi.fn();
const undone = vi.fn();

let place: HTMLElement;

beforeEach(() => {
  vi.useFakeTimers();
  gone.mockClear();
  undone.mockClear();
  place = document.createElement('div');
  document.body.append(place);
});
afterEach(() => {
  render(null, place);
  place.remove();
  vi.useRealTimers();
});

async function show(id: number): Promise<void> {
  const content = { id, text: 'Marked 3 posts read.', action: { label: 'Undo', run: undone } };
  await act(() => render(<Toast content={content} onGone={gone} />, place));
}

async function pass(ms: number): Promise<void> {
  await act(() => {
    vi.advanceTimersByTime(ms);
  });
}

function toast(): Element {
  const element = document.querySelector('.toast');
  if (!element) throw new Error('no toast');
  return element;
}

describe('a toast', () => {
  test('stands for its time and then goes', async () => {
    await show(1);
    await pass(TOAST_MS - 1);
    expect(gone).not.toHaveBeenCalled();
    await pass(1);
    expect(gone).toHaveBeenCalledOnce();
  });

  test('waits while it is hovered, and then has the rest of its time', async () => {
    await show(1);
    await pass(TOAST_MS - 1000);
    await act(() => {
      toast().dispatchEvent(new Event('pointerenter'));
    });
    await pass(60_000);
    expect(gone).not.toHaveBeenCalled();
    await act(() => {
      toast().dispatchEvent(new Event('pointerleave'));
    });
    await pass(999);
    expect(gone).not.toHaveBeenCalled();
    await pass(1);
    expect(gone).toHaveBeenCalledOnce();
  });

  test('has the whole time again when another follows', async () => {
    await show(1);
    await pass(TOAST_MS - 1);
    await show(2);
    await pass(TOAST_MS - 1);
    expect(gone).not.toHaveBeenCalled();
  });

  test('does what its button says, once', async () => {
    await show(1);
    await act(() => document.querySelector('button')?.click());
    expect(undone).toHaveBeenCalledOnce();
    expect(gone).toHaveBeenCalledOnce();
  });
});
