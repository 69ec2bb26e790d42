// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { expect, test } from 'vitest';
import { readSettings } from '../../../src/browser/settings.ts';
import { PrivacySettings } from '../../../src/ui/options/privacy-settings.tsx';
import { useSettings } from '../../../src/ui/shared/use-settings.ts';
import { useToasts } from '../../../src/ui/shared/use-toasts.ts';
import { extension } from '../fake-extension.ts';
import { eventually, found } from '../page-acts.ts';

function Page() {
  return <PrivacySettings settings={useSettings()} toasts={useToasts().toasts} />;
}

test('looking for discussions is on only once its sites may be asked', async () => {
  extension.reset();
  extension.prompts = 'refuse';
  render(<Page />, document.body);
  const control = (await found('input[name=lookUpDiscussions]')) as HTMLInputElement;
  control.click();
  await eventually(() => expect(control.checked).toBe(false));
  expect((await readSettings()).lookUpDiscussions).toBe(false);

  extension.prompts = 'allow';
  control.click();
  await eventually(async () => expect((await readSettings()).lookUpDiscussions).toBe(true));
  expect(control.checked).toBe(true);

  control.click();
  await eventually(async () => expect((await readSettings()).lookUpDiscussions).toBe(false));
});
