/**
 * The feeds that the current page names, or the page itself where it is a feed.
 *
 * It runs in the page, so it is serialised and may use nothing from outside itself. Firefox shows a feed as
 * its XML; Chromium shows it as XML too, or inside a viewer whose source stays in the document.
 */
export function feedsInPage(): { url: string; title: string }[] {
  const feedRoots = ['rss', 'feed', 'rdf'];
  const feedTypes = ['application/rss+xml', 'application/atom+xml', 'application/rdf+xml', 'application/feed+json'];
  // WordPress offers its REST API as application/json, so that type alone names no feed.
  const linkTypes = [...feedTypes, 'text/xml', 'application/xml'];

  const roots = [document.documentElement, document.querySelector('#webkit-xml-viewer-source-xml > *')];
  const isFeed =
    feedTypes.includes(document.contentType) ||
    roots.some((root) => root !== null && feedRoots.includes(root.localName.toLowerCase()));
  if (isFeed) {
    const title = document.querySelector('channel > title, feed > title')?.textContent ?? '';
    return [{ url: location.href, title: title.trim() || document.title }];
  }
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel~="alternate" i][href]')]
    .filter((link) => linkTypes.includes((link.type.split(';')[0] ?? '').trim().toLowerCase()))
    .map((link) => ({ url: link.href, title: link.title.trim() || document.title }));
}
