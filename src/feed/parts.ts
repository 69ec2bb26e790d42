import { parseDate } from './dates.ts';
import { holdsTags, htmlOf, paragraphs, textOfSource } from './markup.ts';
import { plainText } from './plain-text.ts';
import { looksLikeHtml, titleText } from './title.ts';
import type { Category, Enclosure, PollingHints } from './types.ts';
import { resolveUrl } from './urls.ts';
import { attributeOf, childNamed, childrenNamed, type Element, firstText, textOf } from './xml.ts';

/** feedburner:origLink: https://rssnamespace.org/feedburner/ext/1.0 */
export function originalLink(entry: Element, base: string): string | undefined {
  return resolveUrl(firstText(entry, 'feedburner:origlink'), entry.base ?? base);
}

/** A copy without the keys that hold undefined: absence is always a missing key. */
export function compact<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  const kept: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as T;
}

export interface HtmlPart {
  readonly html: string;
  readonly element: Element;
}

/** The first of these children that holds any HTML, by the order of the names. */
export function firstHtmlPart(element: Element, ...names: readonly string[]): HtmlPart | undefined {
  for (const name of names) {
    for (const child of element.children) {
      if (child.name !== name) continue;
      const html = htmlOf(child.source, child.entities).trim();
      if (html !== '') return { html, element: child };
    }
  }
  return undefined;
}

export function firstHtml(element: Element, ...names: readonly string[]): string | undefined {
  return firstHtmlPart(element, ...names)?.html;
}

/**
 * media:description of an entry or group, which is plain text unless it says otherwise
 * (https://www.rssboard.org/media-rss#media-description); many that are HTML do not say it.
 */
export function mediaDescription(holder: Element | undefined): string | undefined {
  for (const element of holder ? childrenNamed(holder, 'media:description') : []) {
    const html = readDescription(element).trim();
    if (html !== '') return html;
  }
  return undefined;
}

function readDescription(element: Element): string {
  const type = attributeOf(element, 'type')?.toLowerCase();
  if (type === 'html' || holdsTags(element.source)) return htmlOf(element.source, element.entities);
  const text = textOfSource(element.source, element.entities);
  return type === undefined && looksLikeHtml(text) ? text : paragraphs(text);
}

/** The title of the first of these children that holds any; '' where none does. */
export function firstTitle(element: Element, ...names: readonly string[]): string {
  return titleText(firstHtml(element, ...names) ?? '');
}

/** The first of these children's dates that can be read, by the order of the names; epoch ms. */
export function firstDate(element: Element, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    for (const child of childrenNamed(element, name)) {
      const at = parseDate(textOf(child) ?? '');
      if (at !== undefined) return at;
    }
  }
  return undefined;
}

export function plainOrAbsent(html: string | undefined): string | undefined {
  return html === undefined ? undefined : plainText(html) || undefined;
}

/** Each category once, in order, as plain text; what has only a label takes that for its term. */
export function distinctCategories(
  stated: readonly { readonly term: string | undefined; readonly label?: string | undefined }[],
): Category[] {
  const byTerm = new Map<string, Category>();
  for (const { term, label } of stated) {
    const name = titleText(label ?? '');
    const key = titleText(term ?? '') || name;
    if (key === '' || byTerm.has(key)) continue;
    byTerm.set(key, name === '' || name === key ? { term: key } : { term: key, label: name });
  }
  return [...byTerm.values()];
}

/** A file that an element carries in its attributes: enclosure, media:content, atom:link rel=enclosure. */
export function readEnclosure(element: Element, urlAttribute: string, base: string): Enclosure | undefined {
  const url = resolveUrl(attributeOf(element, urlAttribute), element.base ?? base);
  if (url === undefined) return undefined;
  const length = positive(attributeOf(element, 'length') ?? attributeOf(element, 'filesize'));
  return compact<Enclosure>({ url, type: attributeOf(element, 'type'), length: length > 0 ? length : undefined });
}

/** media:content, alone and in groups. Pictures are left out: they illustrate, nobody downloads them. */
export function mediaEnclosures(entry: Element, base: string): Enclosure[] {
  const holders = [entry, ...childrenNamed(entry, 'media:group')];
  return holders
    .flatMap((holder) => childrenNamed(holder, 'media:content'))
    .filter((media) => !/^image/i.test(attributeOf(media, 'medium') ?? attributeOf(media, 'type') ?? ''))
    .flatMap((media) => readEnclosure(media, 'url', base) ?? []);
}

/** Each address once, in order. */
export function distinctEnclosures(enclosures: readonly Enclosure[]): Enclosure[] {
  const byUrl = new Map<string, Enclosure>();
  for (const enclosure of enclosures) if (!byUrl.has(enclosure.url)) byUrl.set(enclosure.url, enclosure);
  return [...byUrl.values()];
}

/** The program that wrote a document, by the name or address that it gives itself; WordPress's RSS gives an address. */
export function generatorOf(feed: Element): string | undefined {
  const agent = attributeOf(childNamed(feed, 'admin:generatoragent'), 'rdf:resource');
  return firstText(feed, 'generator', 'rss:generator') ?? attributeOf(childNamed(feed, 'generator'), 'uri') ?? agent;
}

/** Many write `en_US` where BCP 47 has `en-US`. */
export function languageTag(written: string | undefined): string | undefined {
  return written?.trim().replaceAll('_', '-') || undefined;
}

const HOUR_MS = 3_600_000;
const PERIODS_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', HOUR_MS],
  ['daily', 24 * HOUR_MS],
  ['weekly', 7 * 24 * HOUR_MS],
  ['monthly', 30 * 24 * HOUR_MS],
  ['yearly', 365 * 24 * HOUR_MS],
]);
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * RSS 2.0 ttl, skipHours and skipDays; the syndication module's sy:updatePeriod and sy:updateFrequency
 * (http://web.resource.org/rss/1.0/modules/syndication/). The reader bounds them.
 */
export function readHints(channel: Element): PollingHints {
  const ttlMs = positive(firstText(channel, 'ttl')) * 60_000;
  const period = firstText(channel, 'sy:updateperiod')?.toLowerCase() ?? '';
  const syndicationMs = (PERIODS_MS.get(period) ?? 0) / (positive(firstText(channel, 'sy:updatefrequency')) || 1);
  const minIntervalMs = Math.round(Math.max(ttlMs, syndicationMs));
  const hours = listed(channel, 'skiphours', 'hour')
    .map((text) => (/^(?:\d|[01]\d|2[0-4])$/.test(text) ? Number(text) % 24 : -1))
    .filter((hour) => hour >= 0);
  const days = listed(channel, 'skipdays', 'day')
    .map((text) => DAYS.indexOf(text.toLowerCase()))
    .filter((day) => day >= 0);
  return compact<PollingHints>({
    minIntervalMs: minIntervalMs > 0 ? minIntervalMs : undefined,
    skipHours: hours.length > 0 ? [...new Set(hours)] : undefined,
    skipDays: days.length > 0 ? [...new Set(days)] : undefined,
  });
}

function positive(text: string | undefined): number {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : 0;
}

function listed(channel: Element, list: string, name: string): string[] {
  const holder = childNamed(channel, list);
  return holder ? childrenNamed(holder, name).flatMap((child) => textOf(child) ?? []) : [];
}
