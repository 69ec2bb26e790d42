import { expect, test } from 'vitest';
import { htmlBlocks } from '../../src/feed/html-blocks.ts';
import { type ArticleSource, factsOf } from '../../src/model/facts.ts';

const factsFor = (html: string, more: Partial<ArticleSource> = {}) =>
  factsOf({ document: htmlBlocks(html), isContent: true, isCut: false, ...more });

const words = (count: number) => `<p>${'word '.repeat(count)}</p>`;

test.each<[name: string, html: string, count: number]>([
  ['words', '<p>One two, three.</p><ul><li>four</ul>', 4],
  ['marks within words', "It's version 3.9 of x86_64, built well-known", 7],
  ['no dashes', 'one — two - three', 3],
  ['letters with accents', 'größer Ärger naïve', 3],
  ['Cyrillic', 'два слова', 2],
  ['Korean, which has spaces', '두 단어', 2],
  ['Chinese characters, one by one', '数据库。很快', 5],
  ['a mixture', 'SQLite 数据库 is fast', 6],
  ['no code', '<p>Run:</p><pre>make -j4 all</pre>', 1],
  ['nothing', '', 0],
])('a post counts %s', (_, html, count) => {
  expect(factsFor(html).words).toBe(count);
});

test.each<[name: string, html: string, minutes: number]>([
  ['nothing', '', 1],
  ['a few words', words(20), 1],
  ['220 words a minute', words(660), 3],
  ['a quarter of a minute for each block of code', `${words(440)}${'<pre>x</pre>'.repeat(8)}`, 4],
  ['400 characters a minute without spaces', `<p>${'字'.repeat(2000)}</p>`, 5],
])('reading takes %s', (_, html, minutes) => {
  expect(factsFor(html).minutes).toBe(minutes);
});

test('the standfirst is read as well', () => {
  expect(factsFor(words(10), { standfirst: 'five words of an author' }).words).toBe(15);
});

test('code and pictures are counted', () => {
  expect(factsFor('<img src=a><pre>x</pre><pre>y</pre>')).toMatchObject({ codeBlocks: 2, images: 1 });
});

test.each<[name: string, html: string, languages: readonly string[] | undefined]>([
  ['no code', '<p>x</p>', undefined],
  ['code without a word', '<pre>x</pre>', undefined],
  ['a class', '<pre><code class="language-rust">x</code></pre>', ['Rust']],
  ['a box around', '<div class="highlight-source-shell"><pre>x</pre></div>', ['Shell']],
  ['an attribute in references', '<pre data-lang="c&#43;&#43;">x</pre>', ['C++']],
  ['plain text and sessions', '<pre class="language-text">x</pre><pre class="language-console">x</pre>', undefined],
  [
    'the most frequent first, then as they come',
    `<pre lang=go>x</pre><pre lang=sql>x</pre>${'<pre lang=ruby>x</pre>'.repeat(2)}<pre lang=c>x</pre>`,
    ['Ruby', 'Go', 'SQL'],
  ],
  ['a nearer mark before a farther', '<div class="language-go"><pre class="language-sql">x</pre></div>', ['SQL']],
  [
    'one that nobody knows, and no other',
    '<div class="language-go"><pre class="language-zzz">x</pre></div>',
    undefined,
  ],
])('languages of code are told by %s', (_, html, languages) => {
  expect(factsFor(html).languages).toEqual(languages);
});

test.each<[name: string, html: string, formulas: true | undefined]>([
  ['MathML', '<math><mi>x</mi></math>', true],
  ['TeX in brackets', '<p>It takes \\(n^2\\) steps.</p>', true],
  ['TeX in dollars', '<p>Let $x_i \\le \\alpha$ hold.</p>', true],
  ['prices', '<p>It costs $5 or $10.</p>', undefined],
  ['TeX in code', '<pre>\\(n^2\\)</pre><p><code>\\(n^2\\)</code></p>', undefined],
])('formulas are told by %s', (_, html, formulas) => {
  expect(factsFor(html).formulas).toBe(formulas);
});

test.each<[name: string, html: string, more: Partial<ArticleSource>, fullText: boolean]>([
  ['content of one word', 'Yes.', {}, true],
  ['content that is a picture', '<img src=a>', {}, true],
  ['content that is empty', '', {}, false],
  ['content that says it is cut', words(300), { isCut: true }, false],
  ['a short description', words(60), { isContent: false }, false],
  ['a description as long as an article', words(300), { isContent: false }, true],
])('%s', (_, html, more, fullText) => {
  expect(factsFor(html, more).fullText).toBe(fullText);
});
