import { SESSION } from '../../model/code-language.ts';
import { type IconName, iconElement } from '../shared/icon.tsx';
import { codeOf } from './code-blocks.ts';
import { copyText } from './code-lines.ts';
import { colourCode } from './colour-code.ts';

/** Words on the controls of a block of code. */
export interface CodeWords {
  readonly wrap: string;
  readonly wrapHint: string;
  readonly copy: string;
  readonly copyHint: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly showAll: (lines: number) => string;
}

/** Blocks with more are cut at 360 px until somebody wants them. */
const MOST_LINES = 24;
const COPIED_MS = 1600;

/**
 * Gives the blocks of code of a text that stands on the page their controls, and then their colours.
 *
 * @param wrap whether lines that are too long go on in the next, until somebody says otherwise of a block
 * @returns stops colouring, for when the text goes
 */
export function tendCode(place: HTMLElement, wrap: boolean, words: CodeWords): () => void {
  const blocks = [...place.querySelectorAll<HTMLElement>('.code-block')];
  if (blocks.length === 0) return () => {};
  // Stands before it speaks: what comes with its words is not read out.
  const status = document.createElement('span');
  status.className = 'sr';
  status.setAttribute('role', 'status');
  for (const block of blocks) {
    addWrap(block, wrap, words);
    addCopy(block, words, status);
    fold(block, words);
  }
  place.append(status);
  return colourCode(place);
}

/** Has all blocks of a text wrap, or none. */
export function setWrap(place: ParentNode, wrap: boolean): void {
  for (const block of place.querySelectorAll('.code-block')) wrapBlock(block, wrap);
}

function wrapBlock(block: Element, wrap: boolean): void {
  block.classList.toggle('wrapped', wrap);
  block.querySelector('.code-wrap')?.setAttribute('aria-pressed', String(wrap));
}

function addWrap(block: HTMLElement, wrap: boolean, words: CodeWords): void {
  const button = control('wrap', words.wrap, words.wrapHint);
  button.classList.add('code-wrap');
  button.addEventListener('click', () => wrapBlock(block, !block.classList.contains('wrapped')));
  block.querySelector('.code-head')?.append(button);
  wrapBlock(block, wrap);
}

function addCopy(block: HTMLElement, words: CodeWords, status: HTMLElement): void {
  const button = control('copy', words.copy, words.copyHint);
  button.classList.add('code-copy');
  const label = button.lastElementChild;
  let reset: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    if (label) label.textContent = text;
    status.textContent = text;
    clearTimeout(reset);
    reset = setTimeout(() => {
      if (label) label.textContent = words.copy;
      status.textContent = '';
    }, COPIED_MS);
  };
  button.addEventListener('click', () => {
    const pre = block.querySelector('pre');
    const isSession = pre !== null && codeOf(pre)?.language === SESSION;
    navigator.clipboard.writeText(copyText(pre?.textContent ?? '', isSession)).then(
      () => say(words.copied),
      (error: unknown) => {
        console.error(error);
        say(words.notCopied);
      },
    );
  });
  block.querySelector('.code-head')?.append(button);
}

function control(icon: IconName, text: string, hint: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ib';
  button.title = hint;
  const label = document.createElement('span');
  label.textContent = text;
  button.append(iconElement(icon), label);
  return button;
}

function fold(block: HTMLElement, words: CodeWords): void {
  const pre = block.querySelector('pre');
  const lines = (pre?.textContent ?? '').replace(/\n$/, '').split('\n').length;
  if (!pre || lines <= MOST_LINES) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-more';
  button.textContent = words.showAll(lines);
  const unfold = () => {
    const hadFocus = button === document.activeElement;
    block.classList.remove('folded');
    button.remove();
    pre.removeEventListener('scroll', onScroll);
    // The button took the focus with it.
    if (hadFocus) pre.focus({ preventScroll: true });
  };
  // Finding in the page, and following a link into it, scroll what is cut.
  const onScroll = () => {
    if (pre.scrollTop > 0) unfold();
  };
  button.addEventListener('click', unfold);
  pre.addEventListener('scroll', onScroll);
  block.classList.add('folded');
  block.append(button);
}
