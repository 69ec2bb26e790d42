/**
 * An absolute http(s) address, or none: `javascript:`, `data:` and whatever else could harm a page that links to it
 * never leaves the engine. `feed:` before an address, which asks a browser for its feed reader, is dropped.
 *
 * @param reference absolute or relative; white space around it and line breaks within are forgiven, as in HTML
 * @param base '' where nothing is known: relative references then have no address
 */
export function resolveUrl(reference: string | undefined, base: string): string | undefined {
  const address = reference === undefined ? '' : withoutFeedScheme(reference.trim());
  if (address === '') return undefined;
  const url = URL.canParse(address)
    ? new URL(address)
    : URL.canParse(address, base)
      ? new URL(address, base)
      : undefined;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : undefined;
}

/** feed:https://a.example/ and feed://a.example/, of which the latter means http. */
function withoutFeedScheme(address: string): string {
  if (!/^feed:/i.test(address)) return address;
  const rest = address.slice(5);
  const inner = rest.replace(/^\/\/(?=https?:)/i, '');
  return inner.startsWith('//') ? `http:${inner}` : inner;
}
