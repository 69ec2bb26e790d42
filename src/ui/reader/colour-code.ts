import { SESSION, TEXT } from '../../model/code-language.ts';
import { codeOf } from './code-blocks.ts';
import { runsOfDiff, runsOfSession } from './code-lines.ts';
import type { Run } from './code-runs.ts';
import { type Highlighter, startHighlighter } from './highlighter.ts';
import { paintCode } from './paint-code.ts';

/** What is longer stays plain: nobody reads it for its colours, and they would cost the page its breath. */
const MOST_CODE = 100_000;
const MOST_LINE = 10_000;
/** How long the page may stand still at a time. */
const SLICE_MS = 8;

/**
 * Colours the blocks of code of a text that stands on the page: once it is painted, what is in sight first, and a few
 * at a time. No text changes.
 *
 * @returns stops it
 */
export function colourCode(place: ParentNode): () => void {
  let isStopped = false;
  let highlighter: Highlighter | undefined;
  const run = async () => {
    await painted();
    // For the benchmarks.
    performance.mark('first-text');
    const ours: Element[] = [];
    let startedAt = performance.now();
    for (const pre of inOrderOfSight(place)) {
      if (isStopped) return;
      if (!paintKnown(pre)) ours.push(pre);
      if (performance.now() - startedAt < SLICE_MS) continue;
      await idle();
      startedAt = performance.now();
    }
    for (const pre of ours) {
      const code = codeText(pre);
      const language = codeOf(pre)?.language;
      if (isStopped) return;
      if (!language || isTooLong(code)) continue;
      highlighter ??= startHighlighter();
      const runs = await highlighter.highlight(code, language);
      await idle();
      if (!isStopped && runs.length > 0 && codeText(pre) === code) paint(pre, runs);
    }
    highlighter?.stop();
  };
  run().catch(console.error);
  return () => {
    isStopped = true;
    highlighter?.stop();
  };
}

/** @returns false where a grammar has to be asked */
function paintKnown(pre: Element): boolean {
  const code = codeOf(pre);
  if (!code) return true;
  const { language, runs } = code;
  if (runs) paint(pre, runs);
  else if (language === undefined || language === TEXT) return true;
  else if (language === 'diff') paint(pre, runsOfDiff(codeText(pre)));
  else if (language === SESSION) paint(pre, runsOfSession(codeText(pre)));
  else return false;
  return true;
}

function paint(pre: Element, runs: readonly Run[]): void {
  const text = codeText(pre);
  const code = pre.querySelector(':scope > code');
  if (code && !isTooLong(text) && runs.length > 0) paintCode(code, runs);
}

function codeText(pre: Element): string {
  return pre.textContent ?? '';
}

function isTooLong(code: string): boolean {
  return code.length > MOST_CODE || code.split('\n').some((line) => line.length > MOST_LINE);
}

/** What is in the window, or just below, before the rest. */
function inOrderOfSight(place: ParentNode): Element[] {
  const blocks = [...place.querySelectorAll('.code-block > pre')];
  const isInSight = (block: Element) => {
    const { top, bottom } = block.getBoundingClientRect();
    return bottom > 0 && top < innerHeight * 1.5;
  };
  const seen = new Set(blocks.filter(isInSight));
  return [...seen, ...blocks.filter((block) => !seen.has(block))];
}

/** Until a frame with the text has been shown. */
function painted(): Promise<void> {
  // A page in the background has no frames.
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 100 }));
}
