import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { startTheme } from '../shared/theme.ts';
import { ReaderPage } from './reader-page.tsx';

startTheme();
document.documentElement.lang = uiLocale();

const root = document.getElementById('root');
if (!root) throw new Error('reader.html has no #root');
render(
  <ErrorBoundary>
    <ReaderPage />
  </ErrorBoundary>,
  root,
);
