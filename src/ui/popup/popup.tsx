import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import { type FirstScreen, readFirstScreen } from '../../store/first-screen.ts';
import { startDatabase } from '../shared/database.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { copiedSettings, startTheme } from '../shared/theme.ts';
import { afterPaint } from './after-paint.ts';
import { App } from './app.tsx';
import { recallPopup } from './popup-memory.ts';
import { readPageOffer } from './watches.ts';

/** How long the page stays empty for the stored posts: a skeleton that stands for a blink flickers, and costs a frame. */
const PATIENCE_MS = 60;

startDatabase();
const memory = recallPopup(Date.now());
const copied = copiedSettings();
// Asked for first: the database answers while the rest is made ready.
const first = readFirstScreen({
  list: memory.list,
  groupBy: copied.groupBy,
  limit: memory.limit,
  standingIds: memory.openId ? [memory.openId] : [],
});
const offered = readPageOffer();
const painted = first.then((reading) => reading && afterPaint());
startTheme();
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
