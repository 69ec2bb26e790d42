import { describe, test } from 'vitest';
import { DAMAGES, surviveDamage } from '../browser/damage.ts';
import { BROWSERS, setStage } from '../browser/stage.ts';

describe.each(BROWSERS)('every damage to the files of the database in %s', (name) => {
  const stage = setStage(name, { restartable: true });

  test.each(Object.entries(DAMAGES[name]))(
    'what the person arranged and saved is there again where %s, and they are told',
    (_what, damage) => surviveDamage(stage, damage),
  );
});
