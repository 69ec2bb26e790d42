import { mediaAddress, type Origin } from './addresses.ts';
import type { Labels, Pass } from './pass.ts';

/** Frames, objects and drawings become cards that say what stood there and lead to it: nothing is embedded. */
export const cardEmbeds: Pass = (content, { origin, labels }) => {
  for (const marker of content.querySelectorAll('a[data-embed]')) {
    marker.replaceWith(card(marker, origin, labels));
  }
};

function card(marker: Element, origin: Origin, labels: Labels): HTMLElement {
  const address = mediaAddress(marker.getAttribute('href'), origin);
  const target = address ?? origin.postUrl;
  const kinds: Readonly<Record<string, string>> = { drawing: labels.drawing, formula: labels.formulaMissing };
  const kind = kinds[marker.getAttribute('data-embed') ?? ''] ?? labels.embedded;
  const box = document.createElement('span');
  box.className = 'embed';
  box.append(line('embed-title', marker.textContent || kind));
  if (target) {
    const link = document.createElement('a');
    link.setAttribute('href', target);
    link.textContent = address ? labels.openAt(new URL(address).host.replace(/^www\./, '')) : labels.openOriginal;
    box.append(link);
  }
  return box;
}

function line(className: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
