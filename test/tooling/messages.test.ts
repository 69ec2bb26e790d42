// Every word that a person reads lies in _locales, and nothing lies there that nobody reads.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';

const LOCALES = join(root, 'public/_locales');
/** CLDR's plural categories, which `plural` appends to a key. */
const CATEGORY = /_(zero|one|two|few|many|other)$/;
const SURFACE = /^(extension|command|popup|options|reader|reason|summary|ui)_[a-z0-9_]+$/;

type Messages = Readonly<Record<string, { readonly message: string; readonly description?: string }>>;

function messagesOf(locale: string): Messages {
  return JSON.parse(readFileSync(join(LOCALES, locale, 'messages.json'), 'utf8')) as Messages;
}

const sources = [
  join(root, 'manifest.json'),
  ...readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|tsx|html|css)$/.test(path))
    .map((path) => join(root, 'src', path)),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }));

function foundInSources(pattern: RegExp): string[] {
  return sources.flatMap(({ text }) => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []));
}

const literals = new Set(foundInSources(/['"`]([A-Za-z0-9_]+)['"`]/g));
const inManifest = foundInSources(/__MSG_([A-Za-z0-9_]+)__/g);
const english = messagesOf('en');
const keys = Object.keys(english);

describe('messages', () => {
  test('each key that the sources name exists', () => {
    const said = foundInSources(/\bmessage\(\s*'([^']+)'/g);
    const counted = foundInSources(/\bplural\(\s*'([^']+)'/g).map((stem) => `${stem}_other`);
    expect([...inManifest, ...said, ...counted].filter((key) => !(key in english))).toEqual([]);
  });

  test('each key is used', () => {
    const used = (key: string) =>
      literals.has(key) || inManifest.includes(key) || literals.has(key.replace(CATEGORY, ''));
    expect(keys.filter((key) => !used(key))).toEqual([]);
  });

  test('each key says on which surface it stands', () => {
    expect(keys.filter((key) => !SURFACE.test(key))).toEqual([]);
  });

  test('each plural has the two forms of English', () => {
    const stems = keys.filter((key) => CATEGORY.test(key)).map((key) => key.replace(CATEGORY, ''));
    expect(stems.filter((stem) => !(`${stem}_one` in english && `${stem}_other` in english))).toEqual([]);
  });

  test('a dollar sign stands only before the number of a substitution', () => {
    // Browsers read `$name$` as a placeholder and drop what they do not know; `$$` is the sign itself.
    const odd = keys.filter((key) => /\$/.test(english[key]?.message.replaceAll(/\$[1-9$]/g, '') ?? ''));
    expect(odd).toEqual([]);
  });

  test('no message is empty', () => {
    expect(keys.filter((key) => english[key]?.message.trim() === '')).toEqual([]);
  });

  test('name and description fit the stores', () => {
    expect(english['extension_name']?.message.length).toBeLessThanOrEqual(45);
    expect(english['extension_description']?.message.length).toBeLessThanOrEqual(132);
  });

  test('pages hold no words of their own but the name', () => {
    const words = sources
      .filter(({ path }) => path.endsWith('.html'))
      .map(
        ({ path, text }) =>
          [
            path,
            text
              .replaceAll(/<[^>]*>/g, ' ')
              .replaceAll(/\s+/g, ' ')
              .trim(),
          ] as const,
      );
    expect(words.filter(([, text]) => text !== '' && text !== 'Linefeed')).toEqual([]);
  });
});
