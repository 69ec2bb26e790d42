import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { BlogSource, PostSource } from '../../scripts/sample-blogs/blog.ts';
import type { Publisher, Reply, Responder } from './publisher.ts';

const HOUR_MS = 3_600_000;

const FEED_TYPES: Readonly<Record<BlogSource['format'], string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
};

interface DatedPost extends PostSource {
  /** Epoch ms. */
  readonly publishedAt: number;
  readonly url: string;
}

export interface BlogSite {
  readonly siteUrl: string;
  readonly feedUrl: string;
  /** What its feed answers, for a test that spoils it. */
  readonly answer: Responder;
  /** Puts a post at the top of the feed, dated now. */
  publish(post: Omit<PostSource, 'hoursAgo'>): void;
}

/**
 * Serves a whole blog: home page that names its feed, posts, icon, and the feed with ETag and
 * Last-Modified, answered with 304 where either comes back unchanged.
 */
export function openBlog(publisher: Publisher, blog: BlogSource): BlogSite {
  const siteUrl = publisher.url(blog.name);
  const feedPath = blog.format === 'json' ? '/feed.json' : '/feed.xml';
  const feedUrl = publisher.url(blog.name, feedPath);
  const startedAt = Date.now();
  let posts: readonly DatedPost[] = [];
  let changedAt = startedAt;

  const dated = (post: Omit<PostSource, 'hoursAgo'>, publishedAt: number): DatedPost => {
    const url = publisher.url(blog.name, `/posts/${post.slug}/`);
    publisher.serve(url, page(post.title, post.html));
    return { ...post, hoursAgo: 0, publishedAt, url };
  };
  posts = blog.posts.map((post) => dated(post, startedAt - post.hoursAgo * HOUR_MS));

  publisher.serve(siteUrl, () => page(blog.title, homePage(blog, posts), headOf(blog, feedPath)));
  for (const [path, svg] of Object.entries(blog.pictures ?? {})) {
    publisher.serve(publisher.url(blog.name, path), { headers: { 'content-type': 'image/svg+xml' }, body: svg });
  }
  publisher.serve(publisher.url(blog.name, '/favicon.ico'), {
    headers: { 'content-type': 'image/png' },
    body: iconPng(blog.colour),
  });
  const answer: Responder = (request) => {
    const body = feedDocument(blog, siteUrl, feedUrl, posts);
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    const lastModified = new Date(changedAt).toUTCString();
    const headers = {
      etag,
      'last-modified': lastModified,
      'content-type': `${FEED_TYPES[blog.format]}; charset=utf-8`,
    };
    const isUnchanged =
      request.headers['if-none-match'] === undefined
        ? request.headers['if-modified-since'] === lastModified
        : request.headers['if-none-match'] === etag;
    return isUnchanged ? { status: 304, headers } : { headers, body };
  };
  publisher.serve(feedUrl, answer);
  return {
    siteUrl,
    feedUrl,
    answer,
    publish: (post) => {
      changedAt = Date.now();
      posts = [dated(post, changedAt), ...posts];
    },
  };
}

function headOf(blog: BlogSource, feedPath: string): string {
  return `<link rel="alternate" type="${FEED_TYPES[blog.format]}" title="${escaped(blog.title)}" href="${feedPath}">
    <link rel="icon" type="image/png" href="/favicon.ico">`;
}

function homePage(blog: BlogSource, posts: readonly DatedPost[]): string {
  const lines = posts.map((post) => `<li><a href="${post.url}">${escaped(post.title)}</a></li>`);
  return `<p>${escaped(blog.description)}</p><ul>${lines.join('')}</ul>`;
}

function page(title: string, body: string, head = ''): Reply {
  return {
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}</head>
      <body><h1>${escaped(title)}</h1>${body}</body></html>`,
  };
}

function feedDocument(blog: BlogSource, siteUrl: string, feedUrl: string, posts: readonly DatedPost[]): string {
  switch (blog.format) {
    case 'rss':
      return rssDocument(blog, siteUrl, feedUrl, posts);
    case 'atom':
      return atomDocument(blog, siteUrl, feedUrl, posts);
    case 'rdf':
      return rdfDocument(blog, siteUrl, posts);
    case 'json':
      return jsonDocument(blog, siteUrl, feedUrl, posts);
  }
}

function rssDocument(blog: BlogSource, siteUrl: string, feedUrl: string, posts: readonly DatedPost[]): string {
  const items = posts.map(
    (post) => `<item>
      <title>${escaped(post.title)}</title>
      <link>${post.url}</link>
      <guid isPermaLink="true">${post.url}</guid>
      <dc:creator>${escaped(blog.author)}</dc:creator>
      <pubDate>${new Date(post.publishedAt).toUTCString()}</pubDate>
      ${(post.tags ?? []).map((tag) => `<category>${escaped(tag)}</category>`).join('')}
      ${post.abstract ? `<description>${escaped(post.abstract)}</description>` : ''}
      <content:encoded><![CDATA[${post.html}]]></content:encoded>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel>
      <title>${escaped(blog.title)}</title>
      <link>${siteUrl}</link>
      <atom:link rel="self" type="application/rss+xml" href="${feedUrl}"/>
      <description>${escaped(blog.description)}</description>
      <language>en</language>
      ${items.join('\n')}
    </channel></rss>`;
}

function atomDocument(blog: BlogSource, siteUrl: string, feedUrl: string, posts: readonly DatedPost[]): string {
  const newestAt = Math.max(...posts.map((post) => post.publishedAt));
  const entries = posts.map(
    (post) => `<entry>
      <id>${post.url}</id>
      <title>${escaped(post.title)}</title>
      <link rel="alternate" href="${post.url}"/>
      <published>${new Date(post.publishedAt).toISOString()}</published>
      <updated>${new Date(post.publishedAt).toISOString()}</updated>
      ${(post.tags ?? []).map((tag) => `<category term="${escaped(tag)}"/>`).join('')}
      ${post.abstract ? `<summary>${escaped(post.abstract)}</summary>` : ''}
      <content type="html">${escaped(post.html)}</content>
    </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>${siteUrl}</id>
      <title>${escaped(blog.title)}</title>
      <subtitle>${escaped(blog.description)}</subtitle>
      <link rel="alternate" href="${siteUrl}"/>
      <link rel="self" href="${feedUrl}"/>
      <author><name>${escaped(blog.author)}</name></author>
      <updated>${new Date(newestAt).toISOString()}</updated>
      ${entries.join('\n')}
    </feed>`;
}

function rdfDocument(blog: BlogSource, siteUrl: string, posts: readonly DatedPost[]): string {
  const items = posts.map(
    (post) => `<item rdf:about="${post.url}">
      <title>${escaped(post.title)}</title>
      <link>${post.url}</link>
      <dc:creator>${escaped(blog.author)}</dc:creator>
      <dc:date>${new Date(post.publishedAt).toISOString()}</dc:date>
      ${(post.tags ?? []).map((tag) => `<dc:subject>${escaped(tag)}</dc:subject>`).join('')}
      ${post.abstract ? `<description>${escaped(post.abstract)}</description>` : ''}
      <content:encoded>${escaped(post.html)}</content:encoded>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel rdf:about="${siteUrl}">
        <title>${escaped(blog.title)}</title>
        <link>${siteUrl}</link>
        <description>${escaped(blog.description)}</description>
        <items><rdf:Seq>${posts.map((post) => `<rdf:li rdf:resource="${post.url}"/>`).join('')}</rdf:Seq></items>
      </channel>
      ${items.join('\n')}
    </rdf:RDF>`;
}

function jsonDocument(blog: BlogSource, siteUrl: string, feedUrl: string, posts: readonly DatedPost[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: blog.title,
    home_page_url: siteUrl,
    feed_url: feedUrl,
    description: blog.description,
    language: 'en',
    authors: [{ name: blog.author }],
    items: posts.map((post) => ({
      id: post.url,
      url: post.url,
      title: post.title,
      date_published: new Date(post.publishedAt).toISOString(),
      tags: post.tags ?? [],
      ...(post.abstract ? { summary: post.abstract } : {}),
      content_html: post.html,
    })),
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const ICON_SIDE = 32;

/** Three white lines of text on the blog's colour, as PNG (PNG specification, third edition, §5 and §11). */
function iconPng(colour: BlogSource['colour']): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(ICON_SIDE, 0);
  header.writeUInt32BE(ICON_SIDE, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2], 8);
  const pixels = Array.from({ length: ICON_SIDE }, (_row, y) => {
    const ends = { 2: 25, 4: 25, 6: 18 }[Math.floor(y / 4)] ?? 0;
    const row = Array.from({ length: ICON_SIDE }, (_pixel, x) => (x >= 7 && x < ends ? [255, 255, 255] : colour));
    // Each row begins with its filter: none.
    return [0, ...row.flat()];
  });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.from(pixels.flat()))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.byteLength);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
