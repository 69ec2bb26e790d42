import { useState } from 'preact/hooks';
import { hostOf } from './reason-text.ts';

interface AvatarProps {
  /** What the person reads as the feed's name; '' where there is none yet. */
  readonly name: string;
  /** The feed's address: it decides the colour, so that a renamed feed keeps it. */
  readonly url: string;
  /** data: address of the site's icon. */
  readonly icon?: string | undefined;
  readonly large?: boolean;
}

/** The site's icon, or the first letter of its name on a colour of its own. Takes the same room either way. */
export function Avatar({ name, url, icon, large = false }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const size = large ? ' lg' : '';
  if (icon && icon !== broken) {
    // Data came in with the subscription; an icon that does not decode gives way to the letter.
    return <img class={`avatar${size}`} src={icon} alt="" decoding="async" onError={() => setBroken(icon)} />;
  }
  return (
    <span class={`avatar${size} avatar-${avatarColour(url)}`} aria-hidden="true">
      {avatarLetter(name || hostOf(url))}
    </span>
  );
}

/** The first letter or digit of a name, without a leading "The"; '·' where it has none. */
export function avatarLetter(name: string): string {
  const bare = name.trim().replace(/^the\s+(?=\S)/i, '');
  return /[\p{L}\p{N}]/u.exec(bare)?.[0] ?? '·';
}

/** Which of the eight avatar colours an address has: always the same one. */
export function avatarColour(url: string): number {
  let hash = 0;
  for (const character of url) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 8;
}
