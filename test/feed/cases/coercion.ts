import { type Case, entryCase, itemCase } from './case.ts';

const LOOKALIKES = [
  '007',
  '1e3',
  '0x10',
  '3.10',
  '+1',
  '-0',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '12345678901234567890123',
  '2024-01-02',
];

/** Text is text: nothing becomes a number, a truth value or nothing. */
export const coercion: readonly Case[] = [
  ...LOOKALIKES.map((text) => itemCase(`the title ${text} stays`, `<title>${text}</title>`, { title: text })),
  itemCase('a title in CDATA stays', '<title><![CDATA[007]]></title>', { title: '007' }),
  entryCase('an Atom title stays', '<title>0x10</title><id>0</id>', { title: '0x10', guid: '0' }),
  itemCase('a guid of zeros stays', '<guid isPermaLink="false">000</guid>', { guid: '000', url: undefined }),
  itemCase('a guid of 0 is one', '<guid>0</guid>', { guid: '0' }),
  itemCase('a guid of 30 digits keeps all', `<guid>${'9'.repeat(30)}</guid>`, { guid: '9'.repeat(30) }),
  itemCase('a guid in CDATA is trimmed', '<guid><![CDATA[ tag:1 ]]></guid>', { guid: 'tag:1' }),
  itemCase('an empty guid is none', '<guid/><link>https://blog.example/1</link>', {
    guid: undefined,
    url: 'https://blog.example/1',
  }),
  itemCase('a guid of spaces is none', '<guid> \n </guid>', { guid: undefined }),
  itemCase('categories stay text', '<category>1.0</category><category>1</category>', {
    categories: [{ term: '1.0' }, { term: '1' }],
  }),
  itemCase('a description of a number stays', '<description>0</description>', { summaryHtml: '0' }),
  itemCase(
    'the length of an enclosure is a number of bytes or absent',
    '<enclosure url="a.mp3" length="0"/><enclosure url="b.mp3" length="12 MB"/><enclosure url="c.mp3" length="-5"/>' +
      '<enclosure url="d.mp3" length="x"/><enclosure url="e.mp3" length="1,234"/>',
    {
      enclosures: [
        { url: 'https://blog.example/a.mp3' },
        { url: 'https://blog.example/b.mp3' },
        { url: 'https://blog.example/c.mp3' },
        { url: 'https://blog.example/d.mp3' },
        { url: 'https://blog.example/e.mp3' },
      ],
    },
  ),
  itemCase(
    'a number of comments that is none is absent',
    '<slash:comments xmlns:slash="http://purl.org/rss/1.0/modules/slash/">many</slash:comments>',
    { commentCount: undefined },
  ),
];
