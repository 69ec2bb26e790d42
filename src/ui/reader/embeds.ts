import { mediaAddress, type Origin } from './addresses.ts';
import { embedSite } from './embed-sites.ts';
import type { Context, Labels, Pass } from './pass.ts';

/** Frames, objects and drawings become cards that say what stood there and lead to it: nothing is embedded. */
export const cardEmbeds: Pass = (content, { origin, labels }) => {
  for (const marker of content.querySelectorAll('a[data-embed]')) {
    marker.replaceWith(card(marker, origin, labels));
  }
};

function card(marker: Element, origin: Origin, labels: Labels): HTMLElement {
  const framed = mediaAddress(marker.getAttribute('href'), origin);
  const site = framed === undefined ? undefined : embedSite(framed);
  const address = mediaAddress(site?.address, origin) ?? framed;
  const kinds: Readonly<Record<string, string>> = { drawing: labels.drawing, formula: labels.formulaMissing };
  const kind = kinds[marker.getAttribute('data-embed') ?? ''] ?? labels.embedded;
  const box = document.createElement('span');
  box.className = 'embed';
  box.append(line('embed-title', marker.textContent || (site ? labels.embeddedFrom(site.name) : kind)));
  const link = document.createElement('a');
  if (address) leadTo(link, address, labels.openAt(site?.name ?? new URL(address).host.replace(/^www\./, '')));
  else if (origin.postUrl) leadTo(link, origin.postUrl, labels.openOriginal);
  if (link.href) box.append(link);
  return box;
}

function leadTo(link: HTMLAnchorElement, address: string, words: string): void {
  link.setAttribute('href', address);
  link.textContent = words;
}

/** What says that a recording cannot be played, with the way to where it can. */
export function missingMedia(name: string, { origin, labels }: Context): HTMLElement {
  const box = document.createElement('span');
  box.className = 'embed';
  box.append(line('embed-title', name ? `${labels.mediaMissing} ${name}` : labels.mediaMissing));
  if (!origin.postUrl) return box;
  const link = document.createElement('a');
  leadTo(link, origin.postUrl, labels.openOriginal);
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
  box.append(link);
  return box;
}

function line(className: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
