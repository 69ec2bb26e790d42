import type { Body } from '../../model/types.ts';
import { dropBlanks } from './blanks.ts';
import { frameCode } from './code-blocks.ts';
import { isBlank, SHOWN_WITHOUT_TEXT } from './elements.ts';
import { cardEmbeds } from './embeds.ts';
import { linkNotes } from './footnotes.ts';
import { markFormulas } from './formulas.ts';
import { outlineHeadings } from './headings.ts';
import { holdPictures } from './held-pictures.ts';
import { resolveImages } from './images.ts';
import { resolveLinks } from './links.ts';
import { prepareMedia } from './media.ts';
import type { Context, Pass } from './pass.ts';
import { sanitise } from './sanitise.ts';
import { scrollTables } from './tables.ts';

/**
 * The order counts: formulas are looked for in the author's text alone; cards hold links that are then resolved, and
 * notes are known by resolved links; a picture's link is absolute before it is compared with the picture; what became
 * empty is dropped when all that empties is done; the title's repetition is looked for at the very start, which blanks
 * would hide.
 */
const PASSES: readonly Pass[] = [
  markFormulas,
  cardEmbeds,
  resolveLinks,
  linkNotes,
  resolveImages,
  prepareMedia,
  frameCode,
  dropBlanks,
  outlineHeadings,
  scrollTables,
  holdPictures,
];

export interface Article {
  /** Belongs to no page yet: nothing in it has loaded. */
  readonly content: DocumentFragment;
  /** Nothing is left that could be seen. */
  readonly empty: boolean;
}

/**
 * A stored body as the reading page shows it: the author's text, links, pictures and code; nothing that runs, and
 * no look but ours.
 *
 * @param body raw and untrusted
 * @throws Error where the sanitiser fails
 */
export function renderArticle(body: Body, context: Context): Article {
  const content = sanitise(body.html);
  for (const pass of PASSES) pass(content, context);
  const empty = isBlank(content.textContent ?? '') && content.querySelector(SHOWN_WITHOUT_TEXT) === null;
  return { content, empty };
}
