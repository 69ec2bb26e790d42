import { mediaAddress, type Origin } from './addresses.ts';
import { missingMedia } from './embeds.ts';
import type { Pass } from './pass.ts';

/** Sound and film load nothing before they are played, and only from resolved addresses. */
export const prepareMedia: Pass = (content, context) => {
  const { origin } = context;
  for (const player of content.querySelectorAll('video, audio')) {
    for (const source of player.querySelectorAll('source')) resolveAttribute(source, 'src', origin);
    for (const source of player.querySelectorAll('source:not([src])')) source.remove();
    resolveAttribute(player, 'src', origin);
    resolveAttribute(player, 'poster', origin);
    player.setAttribute('controls', '');
    player.setAttribute('preload', 'none');
    if (!player.hasAttribute('src') && !player.querySelector('source')) {
      player.replaceWith(missingMedia(player.getAttribute('title')?.trim() ?? '', context));
    }
  }
};

function resolveAttribute(element: Element, name: string, origin: Origin): void {
  const address = mediaAddress(element.getAttribute(name), origin);
  if (address === undefined) element.removeAttribute(name);
  else element.setAttribute(name, address);
}
