import { readFirstScreen } from '../../store/first-screen.ts';
import { startDatabase } from '../shared/database.ts';
import { copiedSettings, startTheme } from '../shared/theme.ts';
import { readPageOffer } from './page-offer.ts';
import { recallPopup } from './popup-memory.ts';

// What the popup waits for, in a module that it loads before all others: the database is asked while these are still
// being made ready.
startDatabase();

export const memory = recallPopup(Date.now());
export const copied = copiedSettings();
/** Never rejects. */
export const first = readFirstScreen({
  list: memory.list,
  groupBy: copied.groupBy,
  limit: memory.limit,
  standingIds: memory.openId ? [memory.openId] : [],
});
export const offered = readPageOffer();

startTheme();
