// biome-ignore-all lint/a11y/noRedundantRoles: narrow pages change `display`, and with it a table loses its roles
// biome-ignore-all lint/a11y/useSemanticElements: as above
import { useCallback, useId } from 'preact/hooks';
import { formatNumber, message } from '../../browser/i18n.ts';
import type { Feed, StoredCheck } from '../../model/types.ts';
import { readChecks } from '../../store/queries.ts';
import { Icon, type IconName } from '../shared/icon.tsx';
import { reasonLabel } from '../shared/reason-text.ts';
import { durationText, momentText, sizeText } from '../shared/time-text.ts';
import { useWatch } from '../shared/use-watch.ts';
import { Instant } from './feed-cells.tsx';

/** As many rows as the store keeps. */
const CHECKS = 20;

const COLUMNS = [
  ['when', 'options_checks_when'],
  ['outcome', 'options_checks_outcome'],
  ['new', 'options_checks_new'],
  ['size', 'options_checks_size'],
  ['took', 'options_checks_took'],
] as const;

/** The last checks of a feed, newest first. Its room is there before they are, so that nothing moves. */
export function RecentChecks({ feed, now }: { readonly feed: Feed; readonly now: number }) {
  const id = useId();
  const watched = useWatch(useCallback(() => readChecks(feed.id), [feed.id]));
  const count = Math.min(feed.checkCount ?? 0, CHECKS);
  const checks = watched.kind === 'ready' ? watched.value : Array.from({ length: count }, () => undefined);
  return (
    <div class="checks">
      <h2 id={id}>{message('options_checks')}</h2>
      {checks.length === 0 ? (
        <p class="note">{message('options_checks_none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section class="scroll" tabIndex={0} aria-labelledby={id}>
          <table role="table" aria-labelledby={id} aria-busy={watched.kind === 'loading'}>
            <thead role="rowgroup">
              <tr role="row">
                {COLUMNS.map(([name, label]) => (
                  <th key={name} role="columnheader" scope="col" class={`k-${name}`}>
                    {message(label)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {checks.map((check, index) => (
                <CheckRow key={check ? `${check.slot} ${check.at}` : index} check={check} now={now} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function CheckRow({ check, now }: { readonly check: StoredCheck | undefined; readonly now: number }) {
  if (!check) {
    return (
      <tr role="row">
        <td role="cell" colSpan={COLUMNS.length}>
          {'\u00a0'}
        </td>
      </tr>
    );
  }
  const { label, icon, tint } = outcomeOf(check);
  return (
    <tr role="row">
      <td role="cell" class="k-when">
        <Instant at={check.at} words={momentText(check.at, now)} />
      </td>
      <td role="cell" class="k-outcome">
        <span class={`st ${tint}`}>
          <Icon name={icon} />
          {label}
        </span>
      </td>
      <td role="cell" class="k-new">
        {formatNumber(check.newPosts)}
      </td>
      <td role="cell" class="k-size">
        {sizeText(check.bytes)}
      </td>
      <td role="cell" class="k-took">
        {durationText(check.durationMs)}
      </td>
    </tr>
  );
}

function outcomeOf(check: StoredCheck): { readonly label: string; readonly icon: IconName; readonly tint: string } {
  if (check.failure) return { label: reasonLabel(check.failure), icon: 'clock', tint: 'wn' };
  switch (check.outcome) {
    case 'new-posts':
      return check.newPosts > 0
        ? { label: message('options_check_new_posts'), icon: 'check', tint: 'good' }
        : { label: message('options_check_read'), icon: 'check', tint: 'mut' };
    case 'unchanged':
      return { label: message('options_status_unchanged'), icon: 'check', tint: 'mut' };
    case 'failed':
    case 'rate-limited':
    case 'gone':
      // A failure whose reason did not survive: a damaged row.
      return { label: message('options_status_failed'), icon: 'clock', tint: 'wn' };
    default:
      return check.outcome satisfies never;
  }
}
