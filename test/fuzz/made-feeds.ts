import type { Document, Piece } from './documents.ts';
import { escaped, madeDate, madeHtml, madeWords, xmlSource } from './made-texts.ts';
import type { Random } from './random.ts';

/** A feed of one to three entries, or up to nine, in any dialect and any of the ways in which programs write it. */
export function madeFeed(random: Random): Document {
  const makers = [madeRss, madeRss, madeAtom, madeAtom, madeRdf, madeJson] as const;
  return random.pick(makers)(random);
}

/** One entry more for a made feed, or for any other of its dialect. */
export function madeEntry(random: Random, format: Document['format']): string {
  const number = 1000 + random.below(1e6);
  if (format === 'json') return madeJsonItem(random, number);
  return format === 'atom'
    ? madeAtomEntry(random, number, '', true)
    : madeRssItem(random, number, { isRdf: format === 'rdf', content: 'content', dc: 'dc' });
}

function assembled(
  name: string,
  format: Document['format'],
  parts: { head: string; entries: string[]; gap: string; tail: string },
): Document {
  const pieces: Piece[] = [{ text: parts.head }];
  for (const [entry, text] of parts.entries.entries()) {
    if (entry > 0) pieces.push({ text: parts.gap });
    pieces.push({ text, entry });
  }
  pieces.push({ text: parts.tail });
  return { name, format, pieces };
}

function madeEntries(random: Random, make: (number: number) => string): string[] {
  // What damage to one does to its neighbours shows in short feeds as well, and they are read sooner.
  const length = 1 + random.below(random.oneIn(6) ? 9 : 3);
  return Array.from({ length }, (_, number) => make(number));
}

function madeProlog(random: Random, root: string): string {
  const declaration = random.pick([
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<?xml version="1.0"?>',
    "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n",
    '',
    '\ufeff<?xml version="1.0" encoding="utf-8"?>\n',
    '\n\n<?xml version="1.0" encoding="iso-8859-1"?>\n',
  ]);
  const extra = random.pick([
    '',
    '',
    '<?xml-stylesheet href="/feed.xsl" type="text/xsl"?>\n',
    '<!-- made by <rss> hand -->\n',
    `<!DOCTYPE ${root} [<!ENTITY own "made &#169; here"><!ENTITY % p "x"><!ELEMENT a ANY>]>`,
    `<!DOCTYPE ${root} PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a.example/rss-0.91.dtd">`,
  ]);
  return declaration + extra;
}

/** Some of the parts, in any order. */
function someOf(random: Random, parts: readonly string[], gap: string): string {
  return random
    .shuffled(parts.filter((part) => part !== '' && !random.oneIn(3)))
    .map((part) => gap + part)
    .join('');
}

interface Prefixes {
  readonly isRdf: boolean;
  readonly content: string;
  readonly dc: string;
}

function madeRss(random: Random): Document {
  const prefixes = { isRdf: false, content: random.pick(['content', 'c', 'enc']), dc: random.pick(['dc', 'd']) };
  const gap = random.pick(['', '\n', '\n\t\t']);
  const namespaces = namespacesOf(prefixes);
  const hasChannel = !random.oneIn(12);
  const head = [
    madeProlog(random, 'rss'),
    random.pick([`<rss version="2.0"${namespaces}>`, `<rss version='0.92' ${namespaces}\n>`, `<RSS${namespaces}>`]),
    hasChannel ? `${gap}<channel>` : '',
    madeChannel(random, gap),
    gap,
  ].join('');
  const close = head.includes('<RSS') ? '</RSS>' : '</rss>';
  return assembled('made RSS', 'rss', {
    head,
    entries: madeEntries(random, (number) => madeRssItem(random, number, prefixes)),
    gap,
    tail: `${gap}${hasChannel ? '</channel>' : ''}${close}\n`,
  });
}

function madeRdf(random: Random): Document {
  const prefixes = { isRdf: true, content: 'content', dc: random.pick(['dc', 'd']) };
  const gap = random.pick(['\n', '']);
  const rdf = random.pick(['rdf', 'r']);
  const namespaces = ` xmlns:${rdf}="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"`;
  const start = `<${rdf}:RDF${namespaces}${namespacesOf(prefixes)}>`;
  return assembled('made RDF', 'rdf', {
    head: `${madeProlog(random, 'rdf')}${start}<channel ${rdf}:about="u">${madeChannel(random, gap)}</channel>${gap}`,
    entries: madeEntries(random, (number) =>
      madeRssItem(random, number, prefixes).replace('<item', `<item ${rdf}:about="https://blog.example/${number}"`),
    ),
    gap,
    tail: `</${rdf}:RDF>`,
  });
}

function namespacesOf({ content, dc }: Prefixes): string {
  return (
    ` xmlns:${content}="http://purl.org/rss/1.0/modules/content/" xmlns:${dc}="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"' +
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
  );
}

/** Title and link come before all items: of feeds without them, an item that lost its start would give its own. */
function madeChannel(random: Random, gap: string): string {
  const parts = [
    `<description>${xmlSource(random, madeWords(random, 9))}</description>`,
    '<language>en-us</language>',
    '<generator>By hand</generator>',
    '<ttl>60</ttl>',
    '<atom:link href="https://blog.example/feed.xml" rel="self" type="application/rss+xml" />',
    '<image><url>https://blog.example/i.png</url><title>x</title><link>https://blog.example/</link></image>',
    '<itunes:owner><itunes:name>A</itunes:name></itunes:owner>',
  ];
  const title = `<title>${xmlSource(random, madeWords(random, 4))} feed</title>`;
  return `${gap}${title}${gap}<link>https://blog.example/</link>${someOf(random, parts, gap)}`;
}

function madeRssItem(random: Random, number: number, { content, dc, isRdf }: Prefixes): string {
  const gap = random.pick(['', '\n  ']);
  const html = madeHtml(random, false);
  const about = `https://blog.example/post/${number}`;
  const link = random.pick([about, `/post/${number}?a=1&amp;b=${number}`, `post/${number}?a=1&b=2`, '']);
  const guid = random.pick([
    `<guid>${about}</guid>`,
    `<guid isPermaLink="false">tag:blog.example,2024:${number}</guid>`,
    `<guid isPermaLink='false'>${number}</guid>`,
    '',
  ]);
  const enclosed = `url="https://blog.example/${number}.mp3" length="${random.below(1e6)}" type="audio/mpeg"`;
  const parts = [
    `<title>${xmlSource(random, `${madeWords(random, 8)} ${number}`)}</title>`,
    link === '' ? '<link/>' : `<link>${random.oneIn(4) ? `<![CDATA[${link}]]>` : link}</link>`,
    guid,
    `<pubDate>${madeDate(random)}</pubDate>`,
    `<${dc}:date>${madeDate(random)}</${dc}:date>`,
    `<description>${random.oneIn(6) ? madeHtml(random, true) : xmlSource(random, html)}</description>`,
    `<${content}:encoded>${xmlSource(random, madeHtml(random, false))}</${content}:encoded>`,
    `<author>${random.pick(['a@b.example (Ada)', 'Ada &lt;a@b.example&gt;', 'Ada'])}</author>`,
    `<${dc}:creator>${xmlSource(random, 'Ada & Bo')}</${dc}:creator>`,
    `<category domain="x">${xmlSource(random, madeWords(random, 2))}</category><category>b</category>`,
    `<enclosure ${enclosed}/>`,
    `<media:group><media:content ${enclosed}/><media:description>${escaped(html)}</media:description></media:group>`,
    `<comments>${about}#comments</comments><slash:comments>3</slash:comments>`,
    '<source url="https://other.example/feed">Other</source>',
    `<itunes:summary>${xmlSource(random, madeWords(random, 9))}</itunes:summary>`,
    '<x:unknown xmlns:x="urn:x"><x:y z="1">text</x:y></x:unknown><1536x1536>u</1536x1536>',
    random.oneIn(4) ? '<description>&own; &nbsp;&eacute;</description>' : '',
  ];
  // Without any of them, two entries could be one.
  const sure = isRdf ? '' : `<title>Post ${number}</title>`;
  return `<item>${someOf(random, parts, gap)}${gap}${sure}</item>`;
}

const ATOM = 'http://www.w3.org/2005/Atom';
const OLD_ATOM = 'http://purl.org/atom/ns#';

function madeAtom(random: Random): Document {
  const isNew = !random.oneIn(5);
  const prefix = random.oneIn(6) ? 'a:' : '';
  const gap = random.pick(['', '\n', '\n  ']);
  const p = (name: string): string => prefix + name;
  const namespace = `xmlns${prefix === '' ? '' : ':a'}="${isNew ? ATOM : OLD_ATOM}"`;
  const parts = [
    `<${p('subtitle')} type="html">${xmlSource(random, madeHtml(random, false))}</${p('subtitle')}>`,
    `<${p('link')} rel="self" href="https://blog.example/feed.xml"/>`,
    `<${p('updated')}>${madeDate(random)}</${p('updated')}>`,
    `<${p('author')}><${p('name')}>Ada</${p('name')}><${p('uri')}>/about</${p('uri')}></${p('author')}>`,
    `<${p('icon')}>/i.png</${p('icon')}>`,
  ];
  const base = random.oneIn(4) ? ' xml:base="https://blog.example/base/"' : '';
  return assembled('made Atom', 'atom', {
    head: [
      madeProlog(random, 'feed'),
      `<${p('feed')} ${namespace}${base}${isNew ? '' : ' version="0.3"'} xml:lang='en'>${gap}`,
      `<${p('title')}>${xmlSource(random, madeWords(random, 4))} feed</${p('title')}>${gap}`,
      `<${p('link')} href="https://blog.example/"/><${p('id')}>https://blog.example/feed</${p('id')}>`,
      someOf(random, parts, gap),
      gap,
    ].join(''),
    entries: madeEntries(random, (number) => madeAtomEntry(random, number, prefix, isNew)),
    gap,
    tail: `${gap}</${p('feed')}>${gap}`,
  });
}

function madeAtomEntry(random: Random, number: number, prefix: string, isNew: boolean): string {
  const gap = random.pick(['', '\n    ']);
  const el = (name: string, attributes: string, source: string): string =>
    `<${prefix}${name}${attributes}>${source}</${prefix}${name}>`;
  const about = `https://blog.example/post/${number}`;
  const href = random.pick([about, `/post/${number}?a=1&amp;b=2`, `post/${number}?a=1&b=2`]);
  const parts = [
    el('title', ...madeAtomText(random, true, isNew)),
    `<${prefix}link ${random.oneIn(2) ? 'rel="alternate" ' : ''}href='${href}'/>`,
    `<${prefix}link rel="enclosure" href="https://blog.example/${number}.mp3" length="9" type="audio/mpeg"/>`,
    el(isNew ? 'published' : 'issued', '', madeDate(random)),
    el(isNew ? 'updated' : 'modified', '', madeDate(random)),
    el('summary', ...madeAtomText(random, false, isNew)),
    el('content', ...madeAtomText(random, false, isNew)),
    random.oneIn(5) ? `<${prefix}content src="${href}" type="text/html"/>` : '',
    el('author', '', `${el('name', '', 'Bo')}${el('email', '', 'bo@b.example')}`),
    `<${prefix}category term="rust" label="Rust"/><${prefix}category term="b"/>`,
    el('source', '', `${el('title', '', 'Other')}${el('id', '', 'urn:other')}`),
    el('rights', '', '&#169; nobody'),
  ];
  const base = random.oneIn(6) ? ` xml:base="/in/${number}/"` : '';
  return `<${prefix}entry${base}>${someOf(random, parts, gap)}${gap}${el('id', '', `urn:post:${number}`)}</${prefix}entry>`;
}

/** @returns attributes and source of a text construct */
function madeAtomText(random: Random, isTitle: boolean, isNew: boolean): [string, string] {
  const html = (strict: boolean): string =>
    isTitle ? `${escaped(madeWords(random, 5))} <em>so</em>` : madeHtml(random, strict);
  const words = madeWords(random, isTitle ? 6 : 30);
  const div = (name: string): string =>
    `<${name} xmlns="http://www.w3.org/1999/xhtml">${html(true)}</${name.split(' ')[0]}>`;
  const forms: readonly [() => [string, string], ...(() => [string, string])[]] = [
    () => ['', xmlSource(random, words)],
    () => [' type="text"', xmlSource(random, words)],
    () => [' type="html"', xmlSource(random, html(false))],
    () => [" type='html' xml:base='/base/'", xmlSource(random, html(false))],
    () => [' type="xhtml"', div('div')],
    () => [' type="xhtml"', `<h:div xmlns:h="http://www.w3.org/1999/xhtml">${html(true)}</h:div>`],
    () => (isNew ? ['', xmlSource(random, html(false))] : [' type="text/html" mode="escaped"', escaped(html(false))]),
    () =>
      isNew
        ? [' type="application/octet-stream"', base64(html(false))]
        : [' type="text/html" mode="base64"', base64(html(false))],
  ];
  return random.pick(forms)();
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function madeJson(random: Random): Document {
  const head: Record<string, unknown> = {
    version: `https://jsonfeed.org/version/${random.pick(['1', '1.1'])}`,
    title: madeWords(random, 4),
    home_page_url: 'https://blog.example/',
    feed_url: '/feed.json',
    description: madeWords(random, 9),
    ...(random.oneIn(2) ? { authors: [{ name: 'Ada', url: '/about' }], language: 'en_US' } : {}),
  };
  return assembled('made JSON', 'json', {
    head: `${JSON.stringify(head).slice(0, -1)},"items":[`,
    entries: madeEntries(random, (number) => madeJsonItem(random, number)),
    gap: random.pick([',', ',\n']),
    tail: ']}',
  });
}

function madeJsonItem(random: Random, number: number): string {
  const item: Record<string, unknown> = {
    id: random.pick([`${number}`, `https://blog.example/${number}`]),
    url: random.pick([`https://blog.example/${number}`, `/post/${number}`]),
    title: madeWords(random, 8),
    content_html: madeHtml(random, false),
    content_text: madeWords(random, 30),
    summary: madeWords(random, 9),
    date_published: madeDate(random),
    tags: [madeWords(random, 2), 'b'],
    authors: [{ name: 'Ada' }],
    attachments: [{ url: `https://blog.example/${number}.mp3`, mime_type: 'audio/mpeg', size_in_bytes: 9 }],
  };
  const kept = Object.entries(item).filter(([key]) => key === 'id' || !random.oneIn(3));
  return JSON.stringify(Object.fromEntries(random.shuffled(kept)), undefined, random.pick([0, 0, 2]));
}
