import { render } from 'preact';
import { ReaderPage } from '../../../src/ui/reader/reader-page.tsx';
import { found } from '../page-acts.ts';

interface Window {
  readonly happyDOM: { setViewport(size: { width: number; height: number }): void };
}

let place: HTMLElement | undefined;

/** Makes room for all three panes. */
export function widen(): void {
  (window as unknown as Window).happyDOM.setViewport({ width: 1400, height: 900 });
}

/** Opens the reading page at this query, and waits for its list. */
export async function open(search: string): Promise<void> {
  history.replaceState(null, '', search);
  place = document.body.appendChild(document.createElement('div'));
  render(<ReaderPage />, place);
  await found('.item h3');
}

/** The page goes, its address stays. */
export function leave(): void {
  if (place) render(null, place);
  place?.remove();
}

/** The page goes, and nothing of its address stays for the next. */
export function close(): void {
  leave();
  history.replaceState(null, '', '?');
}
