import { render } from 'preact';
import { message, uiLocale } from '../../browser/i18n.ts';
import { startDatabase } from '../shared/database.ts';
import { ErrorBoundary } from '../shared/error-boundary.tsx';
import { startTheme } from '../shared/theme.ts';
import { OptionsPage } from './options-page.tsx';

startDatabase();
startTheme();
document.documentElement.lang = uiLocale();
document.title = message('options_title');

const root = document.getElementById('root');
if (!root) throw new Error('options.html has no #root');
render(
  <ErrorBoundary>
    <OptionsPage />
  </ErrorBoundary>,
  root,
);
