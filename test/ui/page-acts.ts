import { vi } from 'vitest';

/** A made-up document draws hundreds of rows slowly where the machine has other things to do. */
const PATIENCE_MS = 4000;

/** Asks until it does not throw. */
export function eventually<Result>(claim: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(claim, PATIENCE_MS);
}

/** The first element that matches and whose label or text has this in it; waited for. */
export function found(css: string, text = ''): Promise<HTMLElement> {
  return eventually(() => {
    const named = (one: Element) => `${one.getAttribute('aria-label') ?? ''} ${one.textContent}`;
    const element = [...document.querySelectorAll<HTMLElement>(css)].find((one) => named(one).includes(text));
    if (!element) throw new Error(`no ${css} "${text}" in ${document.body.textContent?.slice(0, 500)}`);
    return element;
  });
}

/** Clicks the button of this name. */
export async function press(name: string): Promise<void> {
  (await found('button', name)).click();
}

/** Presses keys one after another where the focus is. */
export function pressKeys(...keys: readonly string[]): void {
  for (const key of keys) {
    const target = document.activeElement ?? document.body;
    const shiftKey = key.length === 1 && key !== key.toLowerCase();
    target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  }
}

/** Types into the field for an address, and presses Enter. */
export async function typeAddress(address: string): Promise<void> {
  const field = (await found('input[inputmode=url]')) as HTMLInputElement;
  field.value = address;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const form = field.closest('form');
  await eventually(() => {
    if (!form?.querySelector('[aria-disabled=false]')) throw new Error('the field does not take it');
  });
  form?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
}
