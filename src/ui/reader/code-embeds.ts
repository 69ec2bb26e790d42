import { unwrap } from './elements.ts';

/** Scripts that put code of another site in their place, and where a person sees it. */
const SCRIPTS: readonly (readonly [source: RegExp, page: (address: URL) => string | null])[] = [
  [/^(?:www\.)?jsfiddle\.net$/, ({ origin, pathname }) => origin + pathname.replace(/embed\/.*$/, '')],
  [/^(?:emgithub\.com|gist-it\.appspot\.com)$/, ({ searchParams }) => searchParams.get('target')],
  [/^(?:www\.)?(?:pastebin\.com|bitbucket\.org|gitlab\.com)$/, codePage],
];

/**
 * Stands links where scripts would have put code of other sites: `cardEmbeds` makes cards of them.
 *
 * Runs on raw trees. What a page has for readers without scripts, the code itself, is kept beside.
 */
export function keepCodeEmbeds(body: HTMLElement): void {
  for (const fallback of body.querySelectorAll('noscript')) {
    if (fallback.querySelector('pre')) unwrap(fallback);
  }
  for (const script of body.querySelectorAll('script[src]')) {
    const page = pageOf(script.getAttribute('src') ?? '');
    if (page) script.replaceWith(marker('', page));
  }
  for (const pen of body.querySelectorAll('.codepen[data-slug-hash]')) {
    const [hash, user] = [pen.getAttribute('data-slug-hash'), pen.getAttribute('data-user')];
    const page = user ? `https://codepen.io/${user}/pen/${hash}` : (pen.querySelector('a')?.getAttribute('href') ?? '');
    pen.replaceWith(marker(pen.getAttribute('data-pen-title') || (pen.textContent ?? ''), page));
  }
  for (const gist of body.querySelectorAll('amp-gist[data-gistid]')) {
    gist.replaceWith(marker('', `https://gist.github.com/${gist.getAttribute('data-gistid')}`));
  }
}

function pageOf(source: string): string | null {
  // Relative to a scheme or whole: a script of the blog itself shows no other site's code.
  const address = URL.parse(source, 'https://relative.invalid/');
  const known = address && SCRIPTS.find(([host]) => host.test(address.hostname));
  return known ? known[1](address) : null;
}

function codePage({ origin, pathname, hostname }: URL): string | null {
  if (/pastebin/.test(hostname)) return `${origin}/${pathname.split('/').at(-1)}`;
  return /\/snippets\//.test(pathname) ? origin + pathname.replace(/\.js$/, '') : null;
}

function marker(title: string, page: string): HTMLElement {
  const link = document.createElement('a');
  link.setAttribute('data-embed', 'frame');
  link.setAttribute('href', page);
  link.textContent = title.replace(/\s+/g, ' ').trim().slice(0, 200);
  return link;
}
