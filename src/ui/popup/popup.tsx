import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import { readFirstScreen } from '../../store/first-screen.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { startTheme } from '../shared/theme.ts';
import { afterPaint } from './after-paint.ts';
import { App } from './app.tsx';
import { firstLimit, recallPopup } from './popup-memory.ts';
import { readPageOffer } from './watches.ts';

const memory = recallPopup(Date.now());
// Asked for first: the database answers while the page is drawn.
const first = readFirstScreen(memory.list, firstLimit(memory), memory.openId ? [memory.openId] : []);
const offered = readPageOffer();
const painted = first.then((reading) => reading && afterPaint());
startTheme();
document.documentElement.lang = uiLocale();

const place = document.getElementById('app');
if (place) {
  render(
    <ErrorBoundary>
      <App memory={memory} first={first} painted={painted} offered={offered} />
    </ErrorBoundary>,
    place,
  );
}
