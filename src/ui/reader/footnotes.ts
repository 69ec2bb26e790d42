import { elementsById, isBlank } from './elements.ts';
import type { Labels, Pass } from './pass.ts';
import { ID_PREFIX } from './sanitise.ts';

/** What a note is called by where it is referred to: a number, a letter, a sign, in brackets or not. */
const MARK = /^[[(]?\s*(?:\d{1,4}|[a-z]|[ivx]{1,5}|[*†‡§¶¹²³⁰⁴-⁹]{1,4}|note \d{1,3})\s*[\])]?$/i;
const BRACKETED = /^\s*[[(].*[\])]\s*$/;
/** What leads back, where it is not the number again. */
const ARROW = /^(?:[\s↩↵⏎⤴↑^]|\uFE0E|\uFE0F)*$/u;
/** The return arrow as text: without the selector, some fonts draw an emoji. */
const RETURN = '\u21a9\uFE0E';

const NOTE_BOXES = 'li, dd, p, div, blockquote, tr, table';

/**
 * Notes are found by how they are linked, since every publishing system names them otherwise: a short sign that leads
 * to a text which leads back. The sign is raised, the text is set smaller, and each way back has a name.
 *
 * Runs on resolved links. note-preview.ts shows the text beside its sign.
 */
export const linkNotes: Pass = (content, { labels }) => {
  const byId = elementsById(content);
  const chapters = new Set<Element>();
  let count = 0;
  for (const link of content.querySelectorAll(`a[href^="#${ID_PREFIX}"]`)) {
    const note = MARK.test((link.textContent ?? '').trim()) ? noteOf(link, byId, chapters) : undefined;
    // The number within a note leads back, and to nothing further.
    if (!note || link.closest('.note')) continue;
    const backs = backLinks(note, idsAround(link));
    if (backs.length === 0 && !isRaised(link) && !BRACKETED.test(link.textContent ?? '')) continue;
    for (const box of boxesOf(note)) box.classList.add('note');
    refer(link, ++count);
    if (backs.length === 0) addWayBack(note, link, labels);
    for (const back of backs) nameWayBack(back, labels);
  }
};

/**
 * The text behind a link within the post; undefined for a heading, or what the link stands in itself.
 *
 * @param chapters what was found too long or blank before, so that its text is not put together for each link to it
 */
function noteOf(link: Element, byId: ReadonlyMap<string, Element>, chapters: Set<Element>): Element | undefined {
  const target = byId.get(idIn(link));
  if (!target || target.contains(link)) return undefined;
  if (target.localName === 'dt')
    return target.nextElementSibling?.localName === 'dd' ? target.nextElementSibling : undefined;
  const box = target.matches('li, dd, p, div, blockquote, table')
    ? target
    : (target.closest('li, dd, tr') ?? target.closest(NOTE_BOXES));
  if (!box || chapters.has(box) || box.contains(link)) return undefined;
  const text = box.textContent ?? '';
  if (!isBlank(text) && text.length <= MOST_CHARACTERS) return box;
  chapters.add(box);
  return undefined;
}

/** What is longer is a chapter. */
const MOST_CHARACTERS = 5000;

/** Resolved links within the post are encoded by links.ts. */
function idIn(link: Element): string {
  return decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '');
}

/** Names by which a way back may call the place of a reference: its own, its boxes', and that of an anchor before it. */
function idsAround(link: Element): ReadonlySet<string> {
  const ids = new Set<string>();
  let at: Element | null = link;
  for (let level = 0; at && level < 3; level++, at = at.parentElement) {
    for (const near of [at, at.previousElementSibling, level === 0 ? at.firstElementChild : null]) {
      if (near?.id) ids.add(near.id);
    }
  }
  return ids;
}

/** In a list of definitions, the number stands in front. */
function boxesOf(note: Element): Element[] {
  const term = note.localName === 'dd' ? note.previousElementSibling : null;
  return term ? [term, note] : [note];
}

function backLinks(note: Element, ids: ReadonlySet<string>): Element[] {
  return boxesOf(note)
    .flatMap((box) => [...box.querySelectorAll(`a[href^="#${ID_PREFIX}"]`)])
    .filter((link) => ids.has(idIn(link)));
}

function isRaised(link: Element): boolean {
  return link.closest('sup') !== null || link.querySelector(':scope > sup') !== null;
}

function refer(link: Element, number: number): void {
  link.setAttribute('role', 'doc-noteref');
  if (!link.id) link.id = `${ID_PREFIX}noteref-${number}`;
  if (isRaised(link)) return;
  const raised = document.createElement('sup');
  link.replaceWith(raised);
  raised.append(link);
}

function addWayBack(note: Element, link: Element, labels: Labels): void {
  const back = document.createElement('a');
  back.setAttribute('href', `#${encodeURIComponent(link.id)}`);
  back.textContent = RETURN;
  nameWayBack(back, labels);
  const place = note.matches('table, tr') ? [...note.querySelectorAll('td')].at(-1) : lastParagraph(note);
  place?.append(' ', back);
}

function lastParagraph(note: Element): Element {
  return note.lastElementChild?.localName === 'p' ? note.lastElementChild : note;
}

function nameWayBack(back: Element, labels: Labels): void {
  back.setAttribute('role', 'doc-backlink');
  if (!ARROW.test(back.textContent ?? '') || back.querySelector('img')) return;
  back.textContent = RETURN;
  back.setAttribute('aria-label', labels.backToText);
}
