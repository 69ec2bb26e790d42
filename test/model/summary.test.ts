import { expect, test } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import {
  cutAtWord,
  ENGLISH_SUMMARY_WORDS,
  SUMMARY_MESSAGES,
  SUMMARY_MOST,
  type SummaryInput,
  summarise,
} from '../../src/model/summary.ts';

const of = (fields: Partial<SummaryInput>) => summarise({ title: 'A post', ...fields });
const summaryOf = (fields: Partial<SummaryInput>) => of(fields).summary;

/** Sentences of some 60 characters, to fill what a test does not look at. */
const FILLER = [
  'The queue drained slowly while the disk was still spinning up.',
  'Nobody had looked at that machine since the cupboard was closed.',
  'A second cable fixed the noise that the first one had brought.',
  'Later measurements showed the same curve on every other board.',
  'The patch is three lines long and took us the better part of May.',
];
const filler = (count: number) => FILLER.slice(0, count).join(' ');

test('a plain-text summary that is glued to its article is told apart, headings left out', () => {
  const html = '<p>I tried three tools.</p><h2>The plan</h2><p>The first idea was to sort the cables by colour.';
  const {
    summary,
    standfirst,
    html: body,
  } = of({
    shortHtml: `I tried three tools. The plan The first idea was to sort the cables ${html}`,
  });
  expect(summary).toBe('I tried three tools. The first idea was to sort the cables by colour.');
  expect(standfirst).toBeUndefined();
  expect(body).toBe(html);
});

test('a sentence that the machine cut off is taken whole from the article', () => {
  const html = '<p>Sockets may be handed over. This is supported since version 3.9 and works on both kernels.</p>';
  expect(summaryOf({ shortHtml: `Sockets may be handed over. This is supported since version 3.${html}` })).toBe(
    'Sockets may be handed over. This is supported since version 3.9 and works on both kernels.',
  );
});

test('an excerpt with other entities than its article is still an echo', () => {
  const { summary, standfirst, html } = of({ shortHtml: 'It&rsquo;s about queues<p>It’s about queues' });
  expect(summary).toBe('It’s about queues');
  expect(standfirst).toBeUndefined();
  expect(html).toBe('<p>It’s about queues');
});

test('an abstract opens the summary and becomes the standfirst', () => {
  const { summary, standfirst, html } = of({
    shortHtml: 'A lamp from an alternator<p>First I wanted to throw the old part away.</p>',
  });
  expect(summary).toBe('A lamp from an alternator. First I wanted to throw the old part away.');
  expect(standfirst).toBe('A lamp from an alternator');
  expect(html).toBe('<p>First I wanted to throw the old part away.</p>');
});

test('a post of headings and code says what it covers', () => {
  const { summary, fallback, standfirst } = of({
    shortHtml: 'My commands.<h3>Start</h3><pre>run</pre><h3>Build</h3><pre>make</pre>',
  });
  expect(summary).toBe('My commands. Covers: Start · Build');
  expect(fallback).toBe('covers');
  expect(standfirst).toBe('My commands.');
});

test('what a publishing system adds to an excerpt is dropped', () => {
  const { summary, standfirst } = of({
    shortHtml: '<p>We moved. [...]</p><p>The post Moving appeared first on Shore.</p>',
    fullHtml: `<p>We moved. It took two vans. ${filler(3)}</p>`,
  });
  expect(summary).toBe(`We moved. It took two vans. ${filler(3)}`);
  expect(standfirst).toBeUndefined();
});

test('a link back is dropped, also where it names no post', () => {
  expect(of({ shortHtml: '<p>A note on pipes. The post appeared first on Shore.</p>' }).summary).toBe(
    'A note on pipes.',
  );
});

test('an abstract beside a full text is kept, and its cut sentence is not', () => {
  const { summary, standfirst } = of({
    shortHtml: '<p>Why our build got slow. And what we did about […]</p>',
    fullHtml: `<p>${filler(4)}</p>`,
  });
  expect(summary).toBe(`Why our build got slow. ${filler(3)}`);
  expect(standfirst).toBe('Why our build got slow. And what we did about');
});

test('a description that only says the title again is no abstract', () => {
  const { summary, standfirst } = of({
    title: 'Moving house!',
    shortHtml: 'Moving House',
    fullHtml: `<p>${filler(1)}`,
  });
  expect(summary).toBe(filler(1));
  expect(standfirst).toBeUndefined();
});

test('an abstract that the article repeats first is no standfirst', () => {
  const { standfirst } = of({
    shortHtml: 'We rewrote the scheduler in a week. Here is every mistake.',
    fullHtml: `<p>We rewrote the scheduler in a week.</p><p>${filler(2)}</p>`,
  });
  expect(standfirst).toBeUndefined();
});

test('no sentence is said twice', () => {
  expect(
    summaryOf({ shortHtml: `${FILLER[3]} It is cheap.`, fullHtml: `<p>${filler(1)}</p><p>${FILLER[3]}</p>` }),
  ).toBe(`${FILLER[3]} It is cheap. ${filler(1)}`);
});

test('a single description is the article', () => {
  const { html, standfirst, isContent } = of({ shortHtml: `<p>${filler(1)}</p>` });
  expect({ html, standfirst, isContent }).toEqual({
    html: `<p>${filler(1)}</p>`,
    standfirst: undefined,
    isContent: false,
  });
});

test('bare words before inline tags are no summary', () => {
  const html = 'Some <b>old</b> blogs never wrote paragraphs<br><br>like this one.';
  expect(of({ shortHtml: html }).html).toBe(html);
});

test('a first paragraph without tags, longer than what follows, stays in the article', () => {
  const html = `${filler(4)}<p>Comments</p>`;
  const { html: body, standfirst } = of({ shortHtml: html });
  expect(body).toBe(html);
  expect(standfirst).toBeUndefined();
});

test('the article is found when it stands in the description, its opening in the content', () => {
  const article = Array.from({ length: 20 }, (_, i) => `<p>${FILLER[i % 5]} Number ${i}.</p>`).join('');
  const { html, standfirst } = of({ shortHtml: article, fullHtml: '<p>The queue drained slowly' });
  expect(html).toBe(article);
  expect(standfirst).toBeUndefined();
});

test('markup that was escaped twice is markup', () => {
  const { summary, html } = of({ shortHtml: '&lt;p&gt;It&amp;#8217;s &lt;b&gt;done&lt;/b&gt;.&lt;/p&gt;' });
  expect(summary).toBe('It’s done.');
  expect(html).toBe('<p>It&#8217;s <b>done</b>.</p>');
});

test('references that were escaped twice are characters', () => {
  expect(summaryOf({ shortHtml: 'Ben &amp;amp; Jo&amp;rsquo;s notes' })).toBe('Ben & Jo’s notes');
});

test('a plain text that speaks of tags keeps them as text', () => {
  expect(summaryOf({ fullHtml: 'Why &lt;i&gt; and &lt;b&gt; came back.' })).toBe('Why <i> and <b> came back.');
});

test.each<[name: string, html: string]>([
  ['headings', '<h2>Heading words</h2>'],
  ['a bold line in the place of a heading', '<p><strong>Heading words</strong></p>'],
  ['code', '<pre>code words</pre>'],
  ['a paragraph of code', '<p><code>code --words</code></p>'],
  ['tables', '<table><tr><th>Table<td>words</table>'],
  ['figures and captions', '<figure><img src=a><figcaption>Caption words.</figcaption></figure>'],
  ['menus', '<nav>Menu words.</nav>'],
  ['forms', '<form>Form words.</form>'],
  ['a paragraph of links', '<p><a href=a>Link words</a> · <a href=b>more</a></p>'],
  ["an editor's note", '<p><em>Updated in May with new words.</em></p>'],
  ['scripts', '<script>document.write("<p>Script words.</p>")</script>'],
  ['a reading time', '<p>5 min read</p>'],
  ['a byline', '<p>By Ada Example and Jo Sample</p>'],
  ['tags', '<p>Tags: linux, words</p>'],
  ['a share line', '<p>Share this on Mastodon</p>'],
  ['a photo credit', '<p>Photo by A. Person on Unsplash</p>'],
  ['a byline of several', '<p>By Ada Example (Tester, Shore), Jo Sample (Writer), and Al Pattern</p>'],
  ['where it was found', '<p>via example.com</p>'],
  ['the rest of a broken tag', `<p>pic.jpg' style="float:right;" /></p>`],
  ['a link to the comments', '<p>查看评论</p>'],
  ['its place in a series', '<p>This entry is part 4 of 9 in the series Queues.</p>'],
])('a summary takes nothing from %s', (_, html) => {
  expect(summaryOf({ fullHtml: `${html}<p>${filler(1)}</p>` })).toBe(filler(1));
});

test.each<[name: string, text: string, rest: string]>([
  ['"Continue reading"', 'We moved the blog. Continue reading Moving the blog →', 'We moved the blog.'],
  ['"Read more"', 'We moved the blog. Read more', 'We moved the blog.'],
  ['"Read more" in Japanese', 'ブログを移した。(続きはサイトで...)', 'ブログを移した。'],
  ['"is a post from"', 'We moved the blog. Moving is a post from: Shore - a blog', 'We moved the blog.'],
  ['the line of a forum', 'We moved the blog. Statistics: Posted by Ann — 18 Jul 2011, 14:23', 'We moved the blog.'],
  ['a date in brackets', 'We moved the blog. (Posted on May 2, 2008 9:29 PM)', 'We moved the blog.'],
  ['an ellipsis at the start', '[…] We moved the blog.', 'We moved the blog.'],
  ['"Read more" in another language', 'Wir sind umgezogen. Weiterlesen', 'Wir sind umgezogen.'],
  ['a mark of omission', 'We moved the blog. […]', 'We moved the blog.'],
  ['an arrow', 'We moved the blog. →', 'We moved the blog.'],
  ['an announcement', 'arXiv:2401.00001v2 Announce Type: replace Abstract: We moved the blog.', 'We moved the blog.'],
  ['a reading time', '4 min read · We moved the blog.', 'We moved the blog.'],
  [
    'a note of first publication',
    'We moved the blog. Moving was originally published in Shore on Medium, where people are continuing the conversation by highlighting and responding to this story.',
    'We moved the blog.',
  ],
  [
    'a plea',
    'We moved the blog. Thanks for reading Shore! Subscribe for free to receive new posts.',
    'We moved the blog.',
  ],
  [
    'nothing, where an author says it',
    'You can read more about it in the manual.',
    'You can read more about it in the manual.',
  ],
])('a paragraph loses %s', (_, text, rest) => {
  expect(summaryOf({ fullHtml: `<p>${text}</p>` })).toBe(rest);
});

test.each<[name: string, text: string, rest: string]>([
  ['dropped at the end', 'Here is the code https://git.example.org/a/b?c=d#e', 'Here is the code'],
  ['its host within a sentence', 'On https://www.example.org/a/b it is free.', 'On example.org it is free.'],
  ['its host before a full stop', 'Get it from https://example.org/a.', 'Get it from example.org.'],
])('an address is %s', (_, text, rest) => {
  expect(summaryOf({ fullHtml: `<p>${text}</p>` })).toBe(rest);
});

test.each<[name: string, html: string, summary: string]>([
  ['a formula in TeX', '<p>It takes \\(O(n^2)\\) steps.</p>', 'It takes O(n²) steps.'],
  ['a formula in MathML', '<p>Let <math><msup><mi>x</mi><mn>2</mn></msup></math> be.</p>', 'Let x² be.'],
  ['a power', '<p>There are 2<sup>10</sup> of them.</p>', 'There are 2¹⁰ of them.'],
  ['a mark of a note', '<p>It drained [1], he said.<sup>2</sup> So it is.[3]</p>', 'It drained, he said. So it is.'],
  ['line ends that were written out', '<p>It drained.\\n\\n</p>', 'It drained.'],
  ['a line of underscores', '<p>________ It drained.</p>', 'It drained.'],
  ['a space before a comma', '<p>The <a href=a>queue</a> , too, drained.</p>', 'The queue, too, drained.'],
  ['an open end', '<ul><li>The queue ;</li><li>The disk,</li></ul>', 'The queue. The disk'],
  ['an address that was cut', '<p>Look here: (https://example.org/a...)</p>', 'Look here…'],
  ['an address in capitals', '<p>See WWW.EXAMPLE.ORG today.</p>', 'See example.org today.'],
  ['an address at the end of a line', '<p>See this.<br>https://example.org/a<br>And that.</p>', 'See this. And that.'],
])('a summary writes %s as text does', (_, html, summary) => {
  expect(summaryOf({ fullHtml: html })).toBe(summary);
});

test('a sentence with a formula that no line can say is left out, unless nothing else is said', () => {
  const formula = 'Then \\[\\begin{matrix}1&amp;2\\end{matrix}\\] holds.';
  expect(summaryOf({ fullHtml: `<p>${formula} ${filler(4)}</p>` })).toBe(filler(4));
  expect(summaryOf({ fullHtml: `<p>${formula}</p>` })).toBe('Then … holds.');
});

test('a sentence that says nearly the same as one before is left out', () => {
  const html =
    '<p>At the fair, Ann showed the new queue to us all.</p><p>At the fair, Ann showed the new fast queue to us all.</p>';
  expect(summaryOf({ fullHtml: html })).toBe('At the fair, Ann showed the new queue to us all.');
});

test.each<[name: string, html: string]>([
  ['a table', `<table><tr><td><img src=a><td>${filler(2)}</table>`],
  ['a figure', `<figure>${filler(2)}</figure>`],
  ['a link', `<p><a href=a>${filler(2)}</a></p>`],
])('long text that stands in %s is read where there is no other', (_, html) => {
  expect(summaryOf({ fullHtml: html })).toBe(filler(2));
  expect(
    summaryOf({ fullHtml: `${html}<p>${FILLER[3]} ${FILLER[4]} It is long enough without. So it is, we say.</p>` }),
  ).toBe(`${FILLER[3]} ${FILLER[4]} It is long enough without. So it is, we say.`);
});

test('items of a list become sentences', () => {
  expect(
    summaryOf({ fullHtml: '<p>We fixed this:</p><ul><li>The noise</li><li>The cable</li></ul><p>It works.</p>' }),
  ).toBe('We fixed this: The noise. The cable. It works.');
});

test('an introduction stands only before what it introduces, and where there is room', () => {
  expect(summaryOf({ fullHtml: '<p>We fixed this:</p><pre>x</pre>' })).toBe('We fixed this…');
  expect(summaryOf({ fullHtml: `<p>We fixed this:</p><pre>x</pre><p>${filler(4)}</p>` })).toBe(filler(4));
  expect(summaryOf({ fullHtml: `<p>${filler(3)}</p><p>Then run</p><pre>x</pre><p>It works.</p>` })).toBe(
    `${filler(3)} It works.`,
  );
});

test('a long first sentence says what the post is about, whatever it introduces', () => {
  const opening = 'I began to write a tool that flashes when somebody outbids you';
  expect(summaryOf({ fullHtml: `<p>${opening}:</p><img src=a><p>${filler(3)}</p>` })).toBe(`${opening}. ${filler(3)}`);
  expect(summaryOf({ fullHtml: `<p>${opening}:</p><ul><li>One.</li><li>${filler(2)}</li></ul>` })).toBe(
    `${opening}: One. ${filler(2)}`,
  );
});

test('sentences are added while they fit, and stop at the target', () => {
  const summary = summaryOf({ fullHtml: `<p>${filler(5)}</p>` });
  expect(summary).toBe(filler(4));
  expect(summary.length).toBeGreaterThanOrEqual(200);
});

test('a summary ends at a sentence when enough is in hand', () => {
  const long = `${'Then it rained on and on, '.repeat(10)}and stopped.`;
  expect(summaryOf({ fullHtml: `<p>${filler(3).slice(0, 170)}. ${long}</p>` })).toBe(`${filler(3).slice(0, 170)}.`);
});

test('a long sentence is cut at a word, with an ellipsis', () => {
  const long = `It rained${' and then it rained again, as it does'.repeat(20)}.`;
  const summary = summaryOf({ fullHtml: `<p>${FILLER[0]} ${long}</p>` });
  expect(summary).toMatch(/[a-z]…$/);
  expect(summary.length).toBeLessThanOrEqual(SUMMARY_MOST);
  expect(summary.length).toBeGreaterThan(280);
  expect(`${FILLER[0]} ${long}`.startsWith(summary.slice(0, -1))).toBe(true);
});

test.each<[name: string, fullHtml: string, summary: string, fallback: string | undefined]>([
  ['code of one line', '<pre>make\n</pre>', 'Code only, 1 line.', 'code-only'],
  ['code', '<pre>a\nb\n</pre><pre>c</pre>', 'Code only, 3 lines.', 'code-only'],
  ['one picture', '<p><img src=a></p>', 'Photo post with 1 image.', 'photos'],
  ['pictures', '<img src=a><img src=b>', 'Photo post with 2 images.', 'photos'],
  ['nothing', '', 'No summary in the feed.', 'none'],
  ['only a menu', '<nav>Home</nav>', 'No summary in the feed.', 'none'],
  ['only headings', '<h2>One</h2><h2>Two:</h2><h3>Two</h3><h2>Share this</h2>', 'Covers: One · Two', 'covers'],
  ['one heading', '<h2>One</h2><p>Short.</p>', 'Short.', undefined],
  ['little text with pictures', '<p>Short.</p><img src=a>', 'Short.', undefined],
])('a post of %s', (_, fullHtml, summary, fallback) => {
  const result = of({ fullHtml });
  expect(result.summary).toBe(summary);
  expect(result.fallback).toBe(fallback);
});

test('headings are added only as far as they fit', () => {
  const headings = Array.from({ length: 40 }, (_, i) => `<h2>Chapter number ${i}</h2>`).join('');
  const { summary } = of({ fullHtml: headings });
  expect(summary.length).toBeLessThanOrEqual(SUMMARY_MOST);
  expect(summary).toMatch(/^Covers: Chapter number 0 · .* · Chapter number \d+$/);
});

test('a text of another script is filled and cut as well', () => {
  const sentence = 'これは分散システムの試験についての短い説明であり、遅延の測定方法を示すものである。';
  const summary = summaryOf({
    fullHtml: `<p>${sentence.repeat(1)}${'続きの文章は別の話題である。'.repeat(1)}</p>`,
    language: 'ja',
  });
  expect(summary).toBe(`${sentence}続きの文章は別の話題である。`);
  const endless = '長'.repeat(900);
  expect(summaryOf({ fullHtml: `<p>${endless}</p>`, language: 'zh' })).toBe(`${'長'.repeat(299)}…`);
});

test('a text without spaces is cut between words', () => {
  expect(cutAtWord('数据库很快，操作系统也很快。', 11)).toBe('数据库很快，操作系统…');
  expect(cutAtWord('สวัสดีชาวโลกทั้งหลาย', 12)).toBe('สวัสดีชาว…');
});

test('a cut never splits a character', () => {
  const cut = cutAtWord(`a${'😀'.repeat(300)}`, 100);
  expect(cut).not.toMatch(/[\ud800-\udfff]/u);
  expect(cut.length).toBeLessThanOrEqual(100);
});

test('a wrong language does no harm', () => {
  expect(summaryOf({ fullHtml: '<p>One. Two.</p>', language: 'not a language' })).toBe('One. Two.');
});

test('words of another language replace the English ones', () => {
  const words = { ...ENGLISH_SUMMARY_WORDS, codeOnly: 'Nur Code, {} Zeilen.', covers: 'Themen: {}' };
  expect(summarise({ title: '', fullHtml: '<pre>a\nb</pre>' }, words).summary).toBe('Nur Code, 2 Zeilen.');
  expect(summarise({ title: '', fullHtml: '<h2>Cost $&</h2><h2>Cost $1</h2>' }, words).summary).toBe(
    'Themen: Cost $& · Cost $1',
  );
});

test('the English words are those of the message file', () => {
  const file: Record<string, { message: string }> = messages;
  const told = Object.entries(SUMMARY_MESSAGES).map(([word, key]) => [word, file[key]?.message.replace('$1', '{}')]);
  expect(Object.fromEntries(told)).toEqual(ENGLISH_SUMMARY_WORDS);
});

test.each<[name: string, html: string]>([
  ['sentences', 'A b. '.repeat(200_000)],
  ['one word', 'a'.repeat(1_000_000)],
  ['"The post"', 'The post '.repeat(120_000)],
  ['paragraphs of it', '<p>The post The post The post</p>'.repeat(30_000)],
  ['"Read more"', '. Read more'.repeat(90_000)],
  ['marks of omission', ' [...]'.repeat(160_000)],
  ['opening brackets', '['.repeat(1_000_000)],
  ['addresses', 'https://a.example/b '.repeat(50_000)],
  ['capital letters', `<p>By ${'A'.repeat(230)}1</p>`.repeat(4000)],
  ['headings', '<h2>One</h2>'.repeat(50_000)],
])('a megabyte of %s is summarised at once', { timeout: 60_000 }, (_, html) => {
  // The processor's time, since other tests run beside this one.
  const start = process.cpuUsage();
  const { summary } = of({ shortHtml: html, fullHtml: `${html}<p>x` });
  // Backtracking over these would take minutes.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
  expect(summary.length).toBeLessThanOrEqual(SUMMARY_MOST);
});

test.each([
  [
    'a newsletter’s day and number',
    'May 4th, 2021 - Instalment #18 Newsletter #18. Welcome to the shore.',
    'Welcome to the shore.',
  ],
  [
    'a number that the sentence goes on from',
    'May 4th - Issue #18 Episode 18, in which cables are sorted.',
    'Episode 18, in which cables are sorted.',
  ],
  [
    'a heading of one word',
    'Welcome Welcome to the shore, where cables are sorted.',
    'Welcome to the shore, where cables are sorted.',
  ],
  ['an agency’s byline', `By Ann Smith BERLIN (Reuters) - ${filler(2)}`, filler(2)],
  ['the day of a change', 'Updated 11/28/17: Cables are sorted by colour.', 'Cables are sorted by colour.'],
  ['a rule of dots', 'Cables are sorted by colour. ............................', 'Cables are sorted by colour.'],
  [
    'the whole title',
    'How to sort the cables of a cupboard I have sorted mine by colour, and then by length.',
    'I have sorted mine by colour, and then by length.',
  ],
])('%s before the author’s sentences is no part of them', (_, text, expected) => {
  const title = 'How to sort the cables of a cupboard';
  expect(summaryOf({ title, shortHtml: `<p>${text}</p>` })).toBe(expected);
});

test.each([
  ['a date that is told of', 'May 4th, 2021 - a Tuesday - was the day of the cables.'],
  ['a doubled name', 'Duran Duran played in the cupboard.'],
  ['a title that goes on as a name', 'Sort the Cables Quickly is a book about cupboards and their cables.'],
  ['capitals before a bracket', 'NASA (the agency) - once a year - sorts its cables.'],
])('%s at the start stays', (_, text) => {
  expect(summaryOf({ title: 'Sort the Cables', shortHtml: `<p>${text}</p>` })).toBe(text);
});

test.each(['see below', '{{ page.content | xml_escape }}'])('"%s" is no summary', (text) => {
  expect(of({ shortHtml: `<p>${text}</p>` }).fallback).toBe('none');
});
