/**
 * An absolute http(s) address, or none: `javascript:`, `data:` and whatever else could harm a page that links to it
 * never leaves the engine. `feed:` before an address, which asks a browser for its feed reader, is dropped. Relative
 * references resolve by RFC 3986 §5; what an address must escape is escaped (https://url.spec.whatwg.org/).
 *
 * @param reference absolute or relative; white space around it and line breaks within, with the indent that follows,
 *   are forgiven, and so is a missing scheme before `www.`
 * @param base '' where nothing is known: relative references then have no address
 */
export function resolveUrl(reference: string | undefined, base: string): string | undefined {
  const address = reference === undefined ? '' : withScheme(withoutFeedScheme(unwrapped(reference)), base);
  if (address === '') return undefined;
  const url = URL.canParse(address)
    ? new URL(address)
    : URL.canParse(address, base)
      ? new URL(address, base)
      : undefined;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined;
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

/** feed:https://a.example/ and feed://a.example/, of which the latter means http. */
function withoutFeedScheme(address: string): string {
  if (!/^feed:/i.test(address)) return address;
  const rest = address.slice(5);
  const inner = rest.replace(/^\/\/(?=https?:)/i, '');
  return inner.startsWith('//') ? `http:${inner}` : inner;
}
