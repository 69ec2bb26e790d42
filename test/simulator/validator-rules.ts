import { addressOf, type Check, failureRow, isGood } from './checks.ts';
import type { Evidence, Finding } from './judge.ts';
import type { LoggedRequest } from './publisher.ts';

interface Pair {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** Rows whose replies bring no validators that may be kept. */
const UNKEPT: ReadonlySet<number | undefined> = new Set([27, 28, 34, 40, 41, 42, 43]);

const issuedBy = ({ replied }: LoggedRequest): Pair => ({
  etag: replied['etag'],
  lastModified: replied['last-modified'],
});
const sentBy = ({ headers }: LoggedRequest): Pair => ({
  etag: headers['if-none-match'],
  lastModified: headers['if-modified-since'],
});

/** What was last issued goes back byte for byte, both parts of it or neither, and to whom issued it. */
export function* validatorRules({ feedChecks }: Evidence): Iterable<Finding> {
  for (const check of feedChecks) {
    if (!check.previous) continue;
    yield* afterGoodCheck(check);
    yield* afterBadCheck(check);
    yield* toItsOwner(check);
  }
}

/** The last check before this one that was good. */
function lastGood(check: Check): Check | undefined {
  let at = check.previous;
  while (at && !isGood(at)) at = at.previous;
  return at;
}

/** The pair that a reader has after a good check: a 304 renews what it names. */
function pairAfter(check: Check): Pair {
  if (check.last.status !== 304) return issuedBy(check.last);
  const before = lastGood(check);
  const kept = before ? pairAfter(before) : {};
  const renewed = issuedBy(check.last);
  return { etag: renewed.etag ?? kept.etag, lastModified: renewed.lastModified ?? kept.lastModified };
}

function* afterGoodCheck(check: Check): Iterable<Finding> {
  const before = lastGood(check);
  if (!before) return;
  const [kept, sent] = [pairAfter(before), sentBy(check.first)];
  // A redirect that leads elsewhere may have cost what the reader kept.
  const ended = lastGood(before);
  const mayLack = ended !== undefined && addressOf(ended.last) !== addressOf(before.last);
  const isBare = sent.etag === undefined && sent.lastModified === undefined;
  if (isBare && (mayLack || before !== check.previous)) return;
  const at = `${check.play} on day ${(check.at / 86_400_000).toFixed(2)}`;
  const isRenewed = before.last.status === 304 && before.last.replied['etag'] !== undefined;
  if (kept.etag !== undefined) {
    const offence = sent.etag !== kept.etag && `${at}: sent ${sent.etag} for ${kept.etag}`;
    yield { row: 3, offence: offence && !isRenewed && offence };
    const tagBefore = ended && pairAfter(ended).etag;
    if (isRenewed && tagBefore !== kept.etag) yield { row: 5, offence };
  }
  if (kept.lastModified !== undefined) {
    yield {
      row: 2,
      offence: sent.lastModified !== kept.lastModified && `${at}: sent ${sent.lastModified} for ${kept.lastModified}`,
    };
  }
  if (before.last.status !== 200) return;
  const isMixed =
    (kept.etag === undefined && sent.etag !== undefined) ||
    (kept.lastModified === undefined && sent.lastModified !== undefined);
  yield { row: 4, offence: isMixed && `${at}: sent ${JSON.stringify(sent)} where ${JSON.stringify(kept)} was issued` };
}

/** What was no whole feed leaves no validators behind. */
function* afterBadCheck(check: Check): Iterable<Finding> {
  const bad = check.previous;
  const row = bad && failureRow(bad);
  if (!bad || row === undefined || !UNKEPT.has(row)) return;
  const [issued, sent] = [issuedBy(bad.last), sentBy(check.first)];
  if (issued.etag === undefined && issued.lastModified === undefined) return;
  const keptTag = issued.etag !== undefined && sent.etag === issued.etag;
  const keptDate = issued.lastModified !== undefined && sent.lastModified === issued.lastModified;
  yield {
    row,
    offence: (keptTag || keptDate) && `${check.play}: kept ${JSON.stringify(issued)} of a reply that was no feed`,
  };
}

/** Issued by this address, or by where its redirects led the last time. */
function* toItsOwner(check: Check): Iterable<Finding> {
  const sent = sentBy(check.first);
  if (sent.etag === undefined) return;
  const before = lastGood(check);
  const issuers = new Set([check.address, before && addressOf(before.last)]);
  let isIssued = false;
  for (let at = check.previous; at && !isIssued; at = at.previous) {
    isIssued = at.requests.some((request) => issuers.has(addressOf(request)) && request.replied['etag'] === sent.etag);
  }
  yield { row: 36, offence: !isIssued && `${check.play}: ${sent.etag} was issued by another address` };
}
