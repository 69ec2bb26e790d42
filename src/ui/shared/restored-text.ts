import { message, plural } from '../../browser/i18n.ts';
import type { Restored } from '../../browser/restored.ts';

export function restoredTitle({ isPart }: Restored): string {
  return message(isPart ? 'ui_restored_part' : 'ui_restored_whole');
}

/** What is back, and what is not: "12 feeds and 3 saved posts are back. …" */
export function restoredText({ isPart, feeds, saved, missingFeeds, missingSaved }: Restored): string {
  const back = countsText(feeds, saved);
  const missing = countsText(missingFeeds, missingSaved);
  return [
    back && message(isPart ? 'ui_restored_part_text' : 'ui_restored_text', back),
    missing && message('ui_restored_missing', missing),
  ]
    .filter(Boolean)
    .join(' ');
}

function countsText(feeds: number, saved: number): string {
  const texts = [feeds > 0 && plural('ui_count_feeds', feeds), saved > 0 && plural('ui_count_saved', saved)];
  const [first, second] = texts.filter((text) => text !== false);
  if (first === undefined) return '';
  return second === undefined ? first : message('ui_both', first, second);
}
