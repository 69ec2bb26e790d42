import { useEffect } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message } from '../../browser/i18n.ts';
import { Breakdown } from './error-boundary.tsx';

/** In place of what the database cannot give. The worker looks into it; where it finds another way, the page reloads. */
export function StoreFailure({ error }: { readonly error: unknown }) {
  useEffect(() => {
    send('examine-database').catch(console.error);
  }, []);
  return <Breakdown error={error} title={message('ui_store_failed')} text={message('ui_store_failed_text')} />;
}
