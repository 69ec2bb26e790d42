import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import { readFirstScreen } from '../../store/first-screen.ts';
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

const known = await Promise.race([first, patience()]);
// The script does not wait for the page that names it.
if (document.readyState === 'loading') {
  await new Promise((read) => document.addEventListener('DOMContentLoaded', read, { once: true }));
}
const place = document.getElementById('app');
if (place) {
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
