import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Message {
  readonly message: string;
}

type Messages = Readonly<Record<string, Message>>;

const FOLDER = new URL('../../public/_locales/', import.meta.url);
const LOCALES = readdirSync(FOLDER).sort();
const english = messagesIn('en');

function messagesIn(locale: string): Messages {
  return JSON.parse(readFileSync(new URL(`${locale}/messages.json`, FOLDER), 'utf8'));
}

/** What `popup_posts_one` and `popup_posts_other` have in common; undefined for what is not counted. */
function stemOf(key: string): string | undefined {
  const stem = /^(.+)_(?:one|other)$/.exec(key)?.[1];
  return stem !== undefined && `${stem}_one` in english && `${stem}_other` in english ? stem : undefined;
}

/** The forms that whole numbers of things take in a language, as far as anybody has so many. */
function categoriesOf(locale: string): ReadonlySet<string> {
  const rules = new Intl.PluralRules(locale.replace('_', '-'));
  return new Set(['other', ...Array.from({ length: 10_001 }, (_, count) => rules.select(count))]);
}

function keysFor(locale: string): string[] {
  const categories = [...categoriesOf(locale)];
  const keys = Object.keys(english).flatMap((key) => {
    const stem = stemOf(key);
    return stem === undefined ? [key] : categories.map((category) => `${stem}_${category}`);
  });
  return [...new Set(keys)].sort();
}

/** `$1` and `$2`, each once, in order. */
function substitutionsOf(text: string): string[] {
  return [...new Set(text.match(/\$\d/g) ?? [])].sort();
}

/** The English words that a form of another language stands for. */
function englishFor(key: string): string {
  const stem = key.replace(/_(?:zero|one|two|few|many|other)$/, '');
  return (english[`${stem}_other`] ?? english[key])?.message ?? '';
}

test('the languages that are promised are there', () => {
  expect(LOCALES).toEqual(['de', 'en', 'es', 'fr', 'ja', 'pt_BR', 'ru', 'zh_CN']);
});

describe.each(LOCALES)('%s', (locale) => {
  const messages = messagesIn(locale);

  test('has every message in every form that its plurals take, and none besides', () => {
    expect(Object.keys(messages).sort()).toEqual(keysFor(locale));
  });

  test('leaves no message empty', () => {
    expect(Object.keys(messages).filter((key) => messages[key]?.message.trim() === '')).toEqual([]);
  });

  test('says what the English says: the same substitutions stand in each message', () => {
    const odd = Object.entries(messages).filter(([key, { message }]) => {
      const [given, meant] = [substitutionsOf(message), substitutionsOf(englishFor(key))];
      // One thing need not be counted in words: "yesterday" for "1 day ago".
      const mayLack = key.endsWith('_one');
      return mayLack ? given.some((one) => !meant.includes(one)) : given.join() !== meant.join();
    });
    expect(odd.map(([key]) => key)).toEqual([]);
  });
});
