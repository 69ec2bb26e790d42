import { expect, test } from 'vitest';
import { languageOf } from '../../src/model/text-language.ts';

const GERMAN = 'Das war am 9. Mai in Bonn, und die Leute sind nicht mit der Bahn gekommen.';

test.each<[name: string, text: string, stated: string | undefined, language: string]>([
  ['English without a word', 'The queue drained slowly.', undefined, 'en'],
  ['what the feed says', 'La file est vide.', 'fr-CA', 'fr-CA'],
  ['Japanese in a feed that says English', '雨が降った。SQLiteの話。', 'en-us', 'ja'],
  ['Chinese', '数据库很快。', undefined, 'zh'],
  ['Chinese in a feed that says so', '数据库很快。', 'zh-TW', 'zh-TW'],
  ['Greek', 'Η ουρά άδειασε.', 'en', 'el'],
  ['Ukrainian in a feed that says so', 'Черга порожня.', 'uk', 'uk'],
  ['Russian with Latin names', 'Вышел SDK для Java Micro Edition версии три', 'en', 'ru'],
  ['Arabic', 'انتهى الطابور.', undefined, 'ar'],
  ['Thai', 'คิวว่างแล้ว', 'en', 'th'],
  ['English in a feed that says Japanese', 'The queue drained slowly.', 'ja', 'en'],
  ['German in a feed that says English', GERMAN, 'en-US', 'de'],
  ['nothing', '', undefined, 'en'],
])('%s', (_, text, stated, language) => {
  expect(languageOf(text, stated)).toBe(language);
});
