import { render } from 'preact';
import { uiLocale } from '../../browser/i18n.ts';
import { startDatabase } from '../shared/database.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { startTheme } from '../shared/theme.ts';
import { ReaderPage } from './reader-page.tsx';
import { applyTextLook } from './text-look.ts';

startDatabase();
startTheme(applyTextLook);
document.documentElement.lang = uiLocale();

const root = document.getElementById('root');
if (!root) throw new Error('reader.html has no #root');
render(
  <ErrorBoundary>
    <ReaderPage />
  </ErrorBoundary>,
  root,
);
