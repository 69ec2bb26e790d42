import { expect, test } from 'vitest';
import { sentencesOf } from '../../src/model/sentences.ts';

test.each<[name: string, sentences: string[], language?: string]>([
  ['plain ones', ['It rained.', 'Did it?', 'It did!', 'So we stayed.']],
  ['one without an end', ['It rained', '']],
  ['numbers', ['Version 3.9 of 10.2.1 costs 1.5 times more.', 'Fine.']],
  ['names with dots', ['Node.js runs example.org on .NET here.', 'Fine.']],
  ['a name with a mark', ['The Yahoo! search was first.', 'Fine.']],
  ['abbreviations', ['Some, e.g. Kubernetes, i.e. Google, vs. Nomad etc. Cost more.', 'Fine.']],
  ['companies and titles', ['Ask Example Ltd. Dr. Sample knows it.', 'Fine.']],
  ['a figure', ['See Fig. 3 and Sec. 4 of it.', 'Fine.']],
  ['initials', ['J. R. Example wrote it in the U.S. Army.', 'Fine.']],
  ['a quotation', ['"It rained." said Ann.', 'Fine.']],
  ['a small letter', ['Use make. then install.', 'Fine.']],
  ['a French quotation', ['Le test (« Ça marche ! » ?) passe.', 'Bien.'], 'fr'],
  ['a German date', ['Das war am 9. Mai 2020 in Bonn.', 'Gut.'], 'de'],
  ['a number at an end', ['It was version 9.', 'Then it rained.'], 'en'],
  ['German abbreviations', ['Viele, z. B. Debian bzw. Ubuntu, haben das.', 'Gut.'], 'de'],
  ['Japanese', ['雨が降った。', '家にいた。'], 'ja'],
  ['a bracket that opens the next', ['雨が降った。', '（傘はない。）', '家にいた。'], 'ja'],
  ['Chinese', ['数据库很快。', '真的吗？', '是的！'], 'zh'],
  ['Russian', ['Очередь пуста.', 'Почему?', 'Так вышло.'], 'ru'],
  ['Arabic', ['انتهى الطابور.', 'لماذا؟', 'لا أعرف.'], 'ar'],
  ['Hindi', ['कतार खाली है।', 'क्यों?'], 'hi'],
  ['Greek', ['Η ουρά άδειασε.', 'Γιατί;', 'Δεν ξέρω.'], 'el'],
  ['Hebrew', ['התור ריק.', 'למה?', 'לא ידוע.'], 'he'],
  ['a number as a list would have it', ['1. Install it.', '2. Run it.']],
])('%s', (_, sentences, language) => {
  const whole = sentences.filter((sentence) => sentence !== '');
  expect([...sentencesOf(whole.join(language === 'ja' || language === 'zh' ? '' : ' '), language)]).toEqual(whole);
});

test('a line break ends a sentence, unless the next line goes on small', () => {
  expect([...sentencesOf('One line\nTwo lines\nand more')]).toEqual(['One line', 'Two lines and more']);
});

test('a wrong language is none', () => {
  expect([...sentencesOf('One. Two.', '_')]).toEqual(['One.', 'Two.']);
});
