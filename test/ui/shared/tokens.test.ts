import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/steps.ts';

const css = readFileSync(join(root, 'src/ui/shared/tokens.css'), 'utf8');

type Tokens = Readonly<Record<string, string>>;

/** What a rule sets, by name without the two dashes. */
function tokensOf(selector: string): Tokens {
  const start = css.lastIndexOf(`${selector} {`);
  const rule = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...rule.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const base = Object.fromEntries(
  [...css.slice(0, css.indexOf('}')).matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value ?? '']),
) as Tokens;

function themed(place: 1 | 2, over: Tokens = {}): Tokens {
  const own = Object.entries(base).map(([name, value]) => {
    const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
    return [name, pair?.[place] ?? value];
  });
  return { ...Object.fromEntries(own), ...over };
}

const THEMES: Readonly<Record<string, Tokens>> = {
  light: themed(1),
  dark: themed(2),
  sepia: themed(1, tokensOf(":root[data-theme='sepia']")),
  black: themed(2, tokensOf(":root[data-theme='black']")),
};

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  if (!/^#[\da-f]{6}$/i.test(colour)) throw new Error(`no colour: ${colour}`);
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\da-f]{2}/gi) ?? []).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(theme: Tokens, over: string, under: string): number {
  const [darker = 0, lighter = 0] = [theme[over] ?? '', theme[under] ?? ''].map(luminance).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** What light and dark were drawn with; sepia and black have at least the lower of the two. */
const PAIRS: readonly (readonly [over: string, under: string, light: number, dark: number])[] = [
  ['fg', 'bg', 17, 15],
  ['fg-2', 'bg', 8, 9.6],
  ['fg-3', 'bg', 5.5, 6.6],
  ['fg-3', 'bg-selected', 4.7, 5],
  ['accent', 'bg', 6.7, 9],
  ['on-accent', 'accent', 6.7, 8],
  ['focus', 'bg', 6.4, 8.9],
  ['accent', 'accent-soft', 5.7, 6.9],
  ['danger', 'danger-soft', 5.8, 7.2],
  ['saved', 'saved-soft', 5.6, 7.9],
  ['tok-com', 'bg-code', 5.4, 6.4],
  ['tok-str', 'bg-code', 6.3, 11.4],
  ['line-strong', 'bg', 3.3, 3.9],
];

/** Text that stands on more than one ground; WCAG AA asks for 4.5. */
const TEXT: readonly (readonly [over: string, unders: readonly string[]])[] = [
  ['fg', ['bg-sunken', 'bg-raised', 'bg-hover', 'bg-selected', 'mark', 'tok-ins-bg', 'tok-del-bg']],
  ['fg-2', ['bg-sunken', 'bg-raised', 'bg-hover', 'bg-selected']],
  ['fg-3', ['bg-sunken', 'bg-raised', 'bg-hover', 'bg-selected']],
  ['accent', ['bg-sunken', 'bg-raised', 'bg-hover', 'bg-selected']],
  ['danger', ['bg', 'bg-sunken', 'bg-raised']],
  ['warn', ['bg', 'bg-sunken', 'warn-soft']],
  ['ok', ['bg', 'bg-sunken', 'ok-soft']],
  ['tok-ins', ['tok-ins-bg']],
  ['tok-del', ['tok-del-bg']],
  ...['fg', 'kw', 'num', 'fn', 'type', 'name', 'op'].map((kind) => [`tok-${kind}`, ['bg-code']] as const),
];

describe.each(Object.entries(THEMES))('colours of the %s theme', (name, theme) => {
  test.each(PAIRS)('%s on %s', (over, under, light, dark) => {
    const least = { light, dark }[name] ?? Math.min(light, dark);
    // The table is rounded to a tenth.
    expect(contrast(theme, over, under)).toBeGreaterThanOrEqual(least - 0.05);
  });

  test.each(TEXT)('%s can be read wherever it stands', (over, unders) => {
    for (const under of unders) expect([under, contrast(theme, over, under) >= 4.5]).toEqual([under, true]);
  });

  test('letters on avatars, and edges of controls on every ground', () => {
    for (let n = 0; n < 8; n++) expect(contrast(theme, 'avatar-fg', `avatar-${n}`)).toBeGreaterThan(6.3);
    for (const ground of ['bg', 'bg-sunken', 'bg-raised']) {
      expect(contrast(theme, 'line-strong', ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
