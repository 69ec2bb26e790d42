import type { Payload } from './payloads.ts';

export type Format = 'rss' | 'atom' | 'rdf' | 'json';

export const FORMATS: readonly Format[] = ['rss', 'atom', 'rdf', 'json'];

export const TYPES: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  rdf: 'application/rdf+xml',
  json: 'application/feed+json',
};

/** A feed with an entry for each payload, which stands in every field of it; all of them stand in the feed's own. */
export function feedOf(format: Format, payloads: readonly Payload[], siteUrl: string): string {
  const all = payloads.map(({ html }) => html).join(' ');
  switch (format) {
    case 'rss':
      return rss(payloads, all, siteUrl);
    case 'atom':
      return atom(payloads, all, siteUrl);
    case 'rdf':
      return rdf(payloads, all, siteUrl);
    case 'json':
      return json(payloads, all, siteUrl);
  }
}

function rss(payloads: readonly Payload[], all: string, siteUrl: string): string {
  const items = payloads.map(({ html }, at) => {
    const text = escaped(html);
    return `<item><guid isPermaLink="false">${siteUrl}${at}</guid><title>${text}</title><author>${text}</author>
      <dc:creator>${text}</dc:creator><description>${text}</description><content:encoded>${text}</content:encoded>
      <category domain="${text}">${text}</category><link>${text}</link><comments>${text}</comments>
      <enclosure url="${text}" type="${text}" length="${text}"/><pubDate>${dateOf(at).toUTCString()}</pubDate></item>`;
  });
  return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${escaped(all)}</title><link>${siteUrl}</link>
    <description>${escaped(all)}</description><language>${escaped(all)}</language><generator>${escaped(all)}</generator>
    <image><url>${escaped(all)}</url><title>${escaped(all)}</title></image>${items.join('')}</channel></rss>`;
}

function atom(payloads: readonly Payload[], all: string, siteUrl: string): string {
  const entries = payloads.map(({ html }, at) => {
    const text = escaped(html);
    return `<entry><id>${siteUrl}${at}</id><title type="html">${text}</title><author><name>${text}</name><uri>${text}</uri>
      <email>${text}</email></author><summary type="html">${text}</summary><content type="html" xml:base="${text}"
      xml:lang="${text}">${text}</content><category term="${text}" label="${text}" scheme="${text}"/>
      <link rel="alternate" href="${text}"/><link rel="enclosure" href="${text}" type="${text}" title="${text}"/>
      <updated>${dateOf(at).toISOString()}</updated></entry>`;
  });
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>${siteUrl}</id><title type="html">${escaped(all)}</title>
    <subtitle type="html">${escaped(all)}</subtitle><icon>${escaped(all)}</icon><link href="${siteUrl}"/>
    <generator uri="${escaped(all)}">${escaped(all)}</generator>${entries.join('')}</feed>`;
}

function rdf(payloads: readonly Payload[], all: string, siteUrl: string): string {
  const items = payloads.map(({ html }, at) => {
    const text = escaped(html);
    return `<item rdf:about="${siteUrl}${at}"><title>${text}</title><link>${text}</link><description>${text}</description>
      <content:encoded>${text}</content:encoded><dc:creator>${text}</dc:creator><dc:subject>${text}</dc:subject>
      <dc:language>${text}</dc:language><dc:date>${dateOf(at).toISOString()}</dc:date></item>`;
  });
  return `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="${siteUrl}"><title>${escaped(all)}</title><link>${siteUrl}</link>
    <description>${escaped(all)}</description></channel>${items.join('')}</rdf:RDF>`;
}

function json(payloads: readonly Payload[], all: string, siteUrl: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: all,
    description: all,
    home_page_url: siteUrl,
    icon: all,
    favicon: all,
    language: all,
    items: payloads.map(({ html }, at) => ({
      id: `${siteUrl}${at}`,
      url: html,
      external_url: html,
      title: html,
      summary: html,
      content_html: html,
      image: html,
      banner_image: html,
      language: html,
      tags: [html],
      authors: [{ name: html, url: html, avatar: html }],
      attachments: [{ url: html, mime_type: html, title: html }],
      date_published: dateOf(at).toISOString(),
    })),
  });
}

/** Newest first, as feeds are. */
function dateOf(at: number): Date {
  return new Date(Date.UTC(2026, 0, 1) - at * 60_000);
}

/** Characters that XML forbids even escaped would only make the document one that is no XML. */
function escaped(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
