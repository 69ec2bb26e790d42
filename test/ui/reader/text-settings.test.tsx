// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeSettings, readSettings } from '../../../src/browser/settings.ts';
import { applyTextLook } from '../../../src/ui/reader/text-look.ts';
import { TextSettings } from '../../../src/ui/reader/text-settings.tsx';
import { startTheme } from '../../../src/ui/shared/theme.ts';
import { useSettings } from '../../../src/ui/shared/use-settings.ts';
import { useToasts } from '../../../src/ui/shared/use-toasts.ts';
import { extension } from '../fake-extension.ts';
import { eventually, found, press, pressKeys } from '../page-acts.ts';

const html = document.documentElement;
let place: HTMLElement;

beforeEach(() => {
  extension.reset();
  html.removeAttribute('style');
  delete html.dataset['theme'];
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
});

function Page() {
  const { toasts } = useToasts();
  return <TextSettings settings={useSettings()} toasts={toasts} />;
}

test('what is chosen is kept, and ends at the smallest and largest size', async () => {
  render(<Page />, place);
  await press('Text settings');
  await press('Serif');
  await press('80');
  await press('Sepia');
  await eventually(async () =>
    expect(await readSettings()).toMatchObject({ textFace: 'serif', textMeasure: 80, theme: 'sepia' }),
  );
  for (const size of [18, 19, 20, 21, 22]) {
    await press('Larger text');
    await found('[role=status]', `${size} px`);
  }
  await press('Larger text');
  expect((await found('button', 'Larger text')).getAttribute('aria-disabled')).toBe('true');
  expect((await readSettings()).textSize).toBe(22);
});

test("Escape closes it and gives the focus back to its button; its keys are not the page's", async () => {
  const heard: string[] = [];
  const listener = (event: KeyboardEvent) => heard.push(event.key);
  document.addEventListener('keydown', listener);
  render(<Page />, place);
  await press('Text settings');
  await eventually(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Smaller text'));
  pressKeys('j', 'Escape');
  await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull());
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Text settings');
  expect(heard).toEqual([]);
  document.removeEventListener('keydown', listener);
});

test('a page looks at once as the one before did, and then as the settings say', async () => {
  startTheme(applyTextLook);
  await changeSettings({ theme: 'black', textSize: 20, textMeasure: 60, textFace: 'serif' });
  await eventually(() => expect(html.dataset['theme']).toBe('black'));
  delete html.dataset['theme'];
  html.removeAttribute('style');

  startTheme(applyTextLook);
  expect(html.dataset['theme']).toBe('black');
  expect(html.style.getPropertyValue('--article-size')).toBe('20px');
  expect(html.style.getPropertyValue('--article-measure')).toBe('31em');
  expect(html.dataset['textFace']).toBe('serif');
  await changeSettings({ theme: 'system' });
  await eventually(() => expect(html.dataset['theme']).toBeUndefined());
});

test.each(['not JSON', '{"theme":"plaid","textSize":"huge"}', 'null'])('a copy that says %s is passed over', (copy) => {
  localStorage.setItem('look', copy);
  startTheme(applyTextLook);
  expect(html.dataset['theme']).toBeUndefined();
  expect(html.style.getPropertyValue('--article-size')).toBe('17px');
});
