import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import type { FirstScreen } from '../../store/first-screen.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { afterPaint } from './after-paint.ts';
import { App } from './app.tsx';
import { copied, first, memory, offered } from './first-reading.ts';

/** How long the page stays empty for the stored posts: a skeleton that stands for a blink flickers, and costs a frame. */
const PATIENCE_MS = 60;

const painted = first.then((reading) => reading && afterPaint());
document.documentElement.lang = uiLocale();

// Not awaited: it never rejects, and a top-level await would keep the build from putting all that is needed first into
// one file.
void Promise.race([first, patience()]).then(whenRead).then(draw);

/** The script does not wait for the page that names it. */
async function whenRead(known: FirstScreen | undefined): Promise<FirstScreen | undefined> {
  if (document.readyState === 'loading') {
    await new Promise((read) => document.addEventListener('DOMContentLoaded', read, { once: true }));
  }
  return known;
}

function draw(known: FirstScreen | undefined): void {
  const place = document.getElementById('app');
  if (!place) return;
  render(
    <ErrorBoundary>
      <App memory={memory} copied={copied} first={first} known={known} painted={painted} offered={offered} />
    </ErrorBoundary>,
    place,
  );
}

function patience(): Promise<undefined> {
  return new Promise((over) => setTimeout(() => over(undefined), PATIENCE_MS));
}
