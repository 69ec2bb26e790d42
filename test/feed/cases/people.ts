import type { Author } from '../../../src/feed/types.ts';
import { atom, type Case, entryCase, feedCase, itemCase, rss } from './case.ts';

function author(written: string, ...authors: readonly Author[]): Case {
  return itemCase(`the author ${written}`, `<author>${written}</author>`, { authors });
}

const ANN: Author = { name: 'Ann Other', url: 'mailto:ann@a.example' };

export const people: readonly Case[] = [
  author('ann@a.example (Ann Other)', ANN),
  author('ann@a.example(Ann Other)', ANN),
  author('Ann Other &lt;ann@a.example&gt;', ANN),
  author('"Ann Other" &lt;ann@a.example&gt;', ANN),
  author('Ann Other (ann@a.example)', ANN),
  author('Ann Other &lt;mailto:ann@a.example&gt;', ANN),
  author('Ann Other', { name: 'Ann Other' }),
  author('  Ann\n Other ', { name: 'Ann Other' }),
  author('ann@a.example', { name: 'ann@a.example', url: 'mailto:ann@a.example' }),
  author('&lt;ann@a.example&gt;', { name: 'ann@a.example', url: 'mailto:ann@a.example' }),
  author('ann@a.example ()', { name: 'ann@a.example', url: 'mailto:ann@a.example' }),
  author('mailto:ann@a.example', { name: 'ann@a.example', url: 'mailto:ann@a.example' }),
  author('(Ann Other)', { name: 'Ann Other' }),
  author('Ann (the other)', { name: 'Ann (the other)' }),
  author('ann at a dot example', { name: 'ann at a dot example' }),
  author('@ann', { name: '@ann' }),
  author('Zo&amp;euml; &amp;amp; Max', { name: 'Zoë & Max' }),
  author('<![CDATA[<a href="https://ann.example/">Ann Other</a>]]>', { name: 'Ann Other' }),
  author('javascript:alert(1)', { name: 'javascript:alert(1)' }),
  author(''),
  author('()'),
  author(' &lt;&gt; '),
  author('a@b@c (Ann)', { name: 'a@b@c (Ann)' }),
  itemCase(
    'several authors are all kept, each once',
    '<author>ann@a.example (Ann Other)</author><dc:creator>Ann Other</dc:creator><dc:creator>Ben</dc:creator>',
    {
      authors: [ANN, { name: 'Ben' }],
    },
  ),
  itemCase(
    "an author in Atom's form within RSS",
    '<author><name>Ann Other</name><email>ann@a.example</email></author>',
    { authors: [ANN] },
  ),
  itemCase('a podcast names its author', '<itunes:author>Ann Other</itunes:author>', {
    authors: [{ name: 'Ann Other' }],
  }),
  itemCase(
    'many authors with a link each are read without their links',
    `<author><![CDATA[${'<a href="https://a.example/people/with/a/long/address">Ann Other</a>, '.repeat(10)}Ben]]></author>`,
    { authors: [{ name: `${'Ann Other, '.repeat(10)}Ben` }] },
  ),
  itemCase('of too many authors the last that fits is whole', `<author>${'Ann Other, '.repeat(100)}Ben</author>`, {
    authors: [{ name: 'Ann Other, '.repeat(27).slice(0, -2) }],
  }),
  itemCase('no half of a character ends a name', `<author>a${'🙂'.repeat(200)}</author>`, {
    authors: [{ name: `a${'🙂'.repeat(149)}` }],
  }),
  itemCase('a long text is no name', `<author>${'a '.repeat(5000)}</author>`, {
    authors: [{ name: 'a '.repeat(150).trim() }],
  }),
  feedCase(
    "an item without author is not its feed's editor's",
    rss('<managingEditor>ann@a.example (Ann Other)</managingEditor><item/>'),
    {},
    [{ authors: [] }],
  ),
  entryCase(
    'an author with a page',
    '<author><name>Ann Other</name><uri>/ann</uri><email>ann@a.example</email></author>',
    {
      authors: [{ name: 'Ann Other', url: 'https://blog.example/ann' }],
    },
  ),
  entryCase('an author with a mail', '<author><name>Ann Other</name><email>ann@a.example</email></author>', {
    authors: [ANN],
  }),
  entryCase('an author with an unsafe page', '<author><name>Ann</name><uri>javascript:alert(1)</uri></author>', {
    authors: [{ name: 'Ann' }],
  }),
  entryCase('an author of a mail alone', '<author><name/><email>ann@a.example</email></author>', {
    authors: [{ name: 'ann@a.example', url: 'mailto:ann@a.example' }],
  }),
  entryCase('an author without elements', '<author>Ann Other</author>', { authors: [{ name: 'Ann Other' }] }),
  entryCase('an author who says nothing', '<author><name> </name></author>', { authors: [] }),
  entryCase('contributors are no authors', '<contributor><name>Ben</name></contributor>', { authors: [] }),
  feedCase(
    'an entry has its own authors, else those of its source, else those of the feed',
    atom(
      '<author><name>Feed</name></author><entry><author><name>Own</name></author></entry>' +
        '<entry><source><author><name>Source</name></author></source></entry><entry/>',
    ),
    {},
    [{ authors: [{ name: 'Own' }] }, { authors: [{ name: 'Source' }] }, { authors: [{ name: 'Feed' }] }],
  ),
];
