import { describe, test } from 'vitest';
import type { BrowserName } from './browser.ts';
import { DAMAGES, surviveDamage } from './damage.ts';
import { BROWSERS, setStage } from './stage.ts';

// One that hides behind an empty database and one that does not; `npm run soak` has them all.
const SOME: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: ['the largest table is gone', 'the manifest is gone'],
  firefox: ['the header is flipped', '64 KiB in the middle are flipped'],
};

describe.each(BROWSERS)('damage to the files of the database in %s', (name) => {
  const stage = setStage(name, { restartable: true });

  test.each(SOME[name])(
    'what the person arranged and saved is there again where %s, and they are told',
    async (what) => {
      const damage = DAMAGES[name][what];
      if (!damage) throw new Error(`No such damage: ${what}`);
      await surviveDamage(stage, damage);
    },
  );
});
