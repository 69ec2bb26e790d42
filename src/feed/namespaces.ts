/** The families of root elements; each has its own names without prefix. */
export type Family = 'rss' | 'atom';

/**
 * The prefix under which the readers know a namespace. Publishers choose prefixes freely, write http or https, and
 * forget or add the last slash, so both ends are cut before the look-up. Dublin Core's two namespaces say the same here.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns#': 'atom',
  'purl.org/atom/app#': 'app',
  'example.com/newformat#': 'atom',
  'example.com/necho': 'atom',
  'purl.org/echo': 'atom',
  'uri/of/echo/namespace#': 'atom',
  'purl.org/pie': 'atom',
  'purl.org/rss/1.0': 'rss',
  'my.netscape.com/rdf/simple/0.9': 'rss',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'rss',
  'channel.netscape.com/rdf/simple/0.9': 'rss',
  'backend.userland.com/rss': 'rss',
  'backend.userland.com/rss2': 'rss',
  'backend.userland.com/rss091': 'rss',
  'blogs.law.harvard.edu/tech/rss': 'rss',
  'www.rssboard.org/rss-specification': 'rss',
  'cyber.law.harvard.edu/rss': 'rss',
  'purl.org/net/rss1.1#': 'rss',
  'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'www.w3.org/xml/1998/namespace': 'xml',
  'www.w3.org/1999/xhtml': 'xhtml',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'purl.org/rss/1.0/modules/slash': 'slash',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.itunes.com/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'search.yahoo.com/mrss': 'media',
  'tools.search.yahoo.com/mrss': 'media',
  'wellformedweb.org/commentapi': 'wfw',
  'purl.org/syndication/thread/1.0': 'thr',
  'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'purl.org/syndication/history/1.0': 'fh',
  'webns.net/mvcb': 'admin',
};

/** No known namespace, however it is spelt, has half of that. */
const LONGEST_URI = 200;

/**
 * The prefix that the readers know a namespace by; '' for the names of the root's own family.
 *
 * @returns undefined for a namespace that no reader asks for
 */
function prefixFor(uri: string, family: Family): string | undefined {
  if (uri.length > LONGEST_URI) return undefined;
  const written = uri.trim().toLowerCase();
  const from = written.startsWith('http://') ? 7 : written.startsWith('https://') ? 8 : 0;
  let to = written.length;
  while (to > from && written.charCodeAt(to - 1) === 47) to--;
  const key = written.slice(from, to);
  const prefix = Object.hasOwn(PREFIXES, key) ? PREFIXES[key] : undefined;
  return prefix === family ? '' : prefix;
}

/** Prefixes in force at one place; more are not taken. Without it, elements that each declare one cost their product. */
const MAX_BINDINGS = 200;

/** Name bindings in force within an element: prefix ('' for the default) → the readers' prefix. */
export class NamespaceScope {
  readonly #bindings: ReadonlyMap<string, string>;
  readonly #names = new Map<string, string>();

  constructor(bindings: ReadonlyMap<string, string>) {
    this.#bindings = bindings;
  }

  /**
   * The scope within an element that declares namespaces.
   *
   * @param declared prefix → URI
   * @param isOwn whether the element can only be the feed's own: publishers also write a module's address, or a wrong
   * one, as the default namespace of a root, a channel or an entry; names without prefix are the feed's own there
   */
  with(declared: ReadonlyMap<string, string>, family: Family, isOwn: boolean): NamespaceScope {
    const bindings = new Map(this.#bindings);
    for (const [prefix, uri] of declared) {
      if (bindings.size >= MAX_BINDINGS) break;
      const known = prefix === '' && isOwn ? '' : prefixFor(uri, family);
      if (known !== undefined) bindings.set(prefix, known);
      else if (prefix !== '') bindings.set(prefix, prefix);
      else if (uri.trim() !== '') bindings.set('', 'unknown');
    }
    return new NamespaceScope(bindings);
  }

  /** The same, but that names with this prefix are the feed's own. */
  withOwn(prefix: string): NamespaceScope {
    return new NamespaceScope(new Map(this.#bindings).set(prefix, ''));
  }

  /**
   * A name as the readers know it: in lower case, since publishers write `pubdate` and `PubDate`, with the readers'
   * prefix. An undeclared prefix stays.
   */
  resolve(name: string): string {
    const seen = this.#names.get(name);
    if (seen !== undefined) return seen;
    const lower = name.toLowerCase();
    const colon = lower.indexOf(':');
    const prefix = this.#prefix(colon < 0 ? '' : lower.slice(0, colon));
    const local = lower.slice(colon + 1);
    const resolved = prefix === '' ? local : `${prefix}:${local}`;
    this.#names.set(name, resolved);
    return resolved;
  }

  #prefix(written: string): string {
    return this.#bindings.get(written) ?? written;
  }
}
