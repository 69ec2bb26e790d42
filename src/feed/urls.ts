/** Longer addresses are none that a server would answer. */
const MOST_ADDRESS_LENGTH = 4096;

/** Of the addresses that documents name, longer ones are none: RFC 9110 §4.1 asks nobody to support them. */
export const MOST_URL_LENGTH = 8000;

/**
 * Nothing resolves against longer addresses. Whatever does repeats them, so that without a bound one long address and
 * many short references take memory by the square of their document's length; no site has paths of this length.
 */
const MOST_BASE_LENGTH = 2000;

/**
 * The address of a feed or site as somebody wrote it, from which alone requests may be made: http(s), with a host that
 * can be asked for, at most 4096 characters. None with a name or password: fetch throws on it, and it would stand in
 * lists, exports and logs.
 *
 * @param written with its scheme, of which `feed:` may be a part; white space around it is forgiven
 * @returns as written but for that, to the byte; undefined where it can be no such address
 */
export function feedAddress(written: string): string | undefined {
  const address = withoutFeedScheme(written.trim());
  if (address.length > MOST_ADDRESS_LENGTH || !/^https?:\/\//i.test(address)) return undefined;
  const url = webUrl(parseUrl(address));
  return url && !url.username && !url.password ? address : undefined;
}

/**
 * Whether a host is one that can be asked for: labels of letters, digits, `-` and `_`, or an IP address.
 *
 * URL takes `*`, `!` and `"` for parts of a name too (https://url.spec.whatwg.org/#forbidden-domain-code-point), and
 * `*` as a host is a match pattern for every site there is.
 *
 * @param hostname as URL spells it, in lower case and Punycode
 */
export function isAskableHost(hostname: string): boolean {
  return /^(?:[a-z0-9_-][a-z0-9._-]*|\[[0-9a-f:.]+\])$/.test(hostname);
}

/**
 * An absolute http(s) address, or none: `javascript:`, `data:` and whatever else could harm a page that links to it
 * never leaves the engine, nor does a host that stands for many. `feed:` before an address, which
 * asks a browser for its feed reader, is dropped. Relative references resolve by RFC 3986 §5; what an address must
 * escape is escaped (https://url.spec.whatwg.org/). A reference or result of more than 8,000 characters is none,
 * nor is a base of more than 2,000.
 *
 * @param reference absolute or relative; white space around it and line breaks within, with the indent that follows,
 *   are forgiven, and so is a missing scheme before `www.`
 * @param base '' where nothing is known: relative references then have no address
 */
export function resolveUrl(reference: string | undefined, base: string): string | undefined {
  if (reference !== undefined && reference.length <= MOST_BASE_LENGTH && isSpeltOut(reference)) return reference;
  const address = reference === undefined ? '' : withScheme(withoutFeedScheme(unwrapped(reference)), base);
  if (address === '' || address.length > MOST_URL_LENGTH) return undefined;
  const near = base.length > MOST_BASE_LENGTH ? '' : base;
  const url = webUrl((SCHEME.test(address) ? parseUrl(address) : undefined) ?? parseUrl(address, near))?.href;
  return url !== undefined && url.length <= MOST_URL_LENGTH ? url : undefined;
}

/**
 * An address that URL would spell just so: nearly all are, and to parse one takes as long as to read a short post. The
 * last label of letters only makes the host no IP address (https://url.spec.whatwg.org/#ends-in-a-number-checker).
 */
const SPELT_OUT = /^https?:\/\/(?:[a-z\d-]+\.)+[a-z]+\/[\w/.~=?-]*$/;

function isSpeltOut(reference: string): boolean {
  // Punycode may be wrong, and a segment of dots means another.
  return SPELT_OUT.test(reference) && !reference.includes('/.') && !reference.includes('xn--');
}

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

function webUrl(url: URL | undefined): URL | undefined {
  return url && /^https?:$/.test(url.protocol) && isAskableHost(url.hostname) ? url : undefined;
}

/** URL.parse, which Node 20 lacks. To ask URL.canParse first would parse each address twice, and posts have many. */
function parseUrl(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

/** Without line breaks and the white space around them: some programs wrap long lines. */
function unwrapped(reference: string): string {
  const trimmed = reference.trim();
  if (!/[\n\r]/.test(trimmed)) return trimmed;
  return trimmed
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .join('');
}

/** `www.a.example/b`, as people type it: with the scheme of its base. */
function withScheme(address: string, base: string): string {
  if (!/^www\.[\w-]+\.[a-z]/i.test(address)) return address;
  return base === '' ? `http://${address}` : `//${address}`;
}

/** feed:https://a.example/ and feed://a.example/, of which the latter means https, as an address without scheme does. */
export function withoutFeedScheme(address: string): string {
  if (!/^feed:/i.test(address)) return address;
  const rest = address.slice(5);
  const inner = rest.replace(/^\/\/(?=https?:)/i, '');
  return inner.startsWith('//') ? `https:${inner}` : inner;
}
