import { languageName, TEXT } from '../../model/code-language.ts';
import { guessLanguage } from '../../model/guess-language.ts';
import { type Run, readRuns } from './code-runs.ts';
import { isBlank } from './elements.ts';
import { CODE_ATTRIBUTES } from './keep-code.ts';
import type { Labels, Pass } from './pass.ts';

/** What is known of a block of code beside its text. */
export interface Code {
  /** An id of `code-language.ts`; nothing where it is unknown. */
  readonly language: string | undefined;
  /** What its own highlighter said of its pieces. */
  readonly runs: readonly Run[] | undefined;
}

const KNOWN = new WeakMap<Element, Code>();

/** @returns nothing for a block that `frameCode` did not frame */
export function codeOf(pre: Element): Code | undefined {
  return KNOWN.get(pre);
}

/**
 * Every block of code scrolls sideways in a frame of its own, under its language and the name of its file, and keeps
 * its text byte for byte. Colours and controls come once it stands on the page (`tend-code.ts`).
 */
export const frameCode: Pass = (content, { labels }) => {
  for (const pre of content.querySelectorAll('pre')) {
    if (pre.parentElement?.closest('pre')) continue;
    const [marked, fileName, written] = CODE_ATTRIBUTES.map((name) => pre.getAttribute(name) ?? '');
    for (const name of CODE_ATTRIBUTES) pre.removeAttribute(name);
    if (isBlank(pre.textContent ?? '') && pre.querySelector('img') === null) {
      if (!pre.id) pre.remove();
      continue;
    }
    const language = languageName(marked ?? '')
      ? marked
      : marked === ''
        ? guessLanguage(pre.textContent ?? '')
        : undefined;
    KNOWN.set(pre, { language, runs: written ? readRuns(written) : undefined });
    frame(pre, language, fileName ?? '', labels);
  }
};

function frame(pre: Element, language: string | undefined, fileName: string, labels: Labels): void {
  const box = document.createElement('div');
  box.className = 'code-block';
  box.setAttribute('role', 'group');
  const name = language && language !== TEXT ? languageName(language) : '';
  box.setAttribute('aria-label', name ? labels.codeIn(name) : labels.code);
  const head = document.createElement('div');
  head.className = 'code-head';
  head.append(line('code-language', name || labels.text));
  if (fileName) head.append(line('code-file', fileName));
  pre.replaceWith(box);
  pre.setAttribute('tabindex', '0');
  // Code reads from left to right in a text of any direction.
  pre.setAttribute('dir', 'ltr');
  box.append(head, pre);
}

function line(className: string, text: string): HTMLElement {
  const span = document.createElement('span');
  span.className = className;
  span.dir = 'auto';
  span.textContent = text;
  return span;
}
