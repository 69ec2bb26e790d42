/** The longest that are dates, with weekday, zone and its name in brackets, have some 70; grammars need not read more. */
const LONGEST_DATE = 100;
/** Programs write the year 1 where they have no date (Go's and .NET's zero), and 0 (MySQL's). */
const FIRST_YEAR = 100;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Minutes east of UTC of the zone names that feeds use. RFC 5322 §4.3, and what people write beside it. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  ist: 330,
  cet: 60,
  cest: 120,
  met: 60,
  mest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  wat: 60,
  cat: 120,
  sast: 120,
  idt: 180,
  eat: 180,
  trt: 180,
  pkt: 300,
  npt: 345,
  ict: 420,
  wib: 420,
  pht: 480,
  hkt: 480,
  sgt: 480,
  awst: 480,
  jst: 540,
  kst: 540,
  acst: 570,
  acdt: 630,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
  nst: -210,
  ndt: -150,
  art: -180,
  brt: -180,
  at: -240,
  ast: -240,
  adt: -180,
  et: -300,
  est: -300,
  edt: -240,
  ct: -360,
  cst: -360,
  cdt: -300,
  mt: -420,
  mst: -420,
  mdt: -360,
  pt: -480,
  pst: -480,
  pdt: -420,
  akst: -540,
  akdt: -480,
  hst: -600,
};

/**
 * Names of months as foldDate leaves them, January first, in the forms that stand beside a day: English, German,
 * French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian, Polish, Czech, Hungarian, Romanian, Turkish,
 * Finnish, Greek, Russian, Ukrainian. Short forms that are no beginnings stand beside them.
 */
const MONTHS: readonly string[] = [
  'january januar januari janner janvier enero gennaio janeiro ianuarie stycznia styczen ledna leden ocak tammikuu ' +
    'tammikuuta ιανουαριος ιανουαριου январь января січень січня',
  'february februar februari feber fevrier febrero febbraio fevereiro februarie lutego luty unora unor subat helmikuu ' +
    'helmikuuta φεβρουαριος φεβρουαριου февраль февраля лютии лютого',
  'mar march marz maerz mrz mars marzo marco maart mrt marts marca marzec brezna brezen marcius martie mart ' +
    'maaliskuu maaliskuuta μαρτιος μαρτιου март марта березень березня',
  'april avril abril aprile aprilie aprilis kwietnia kwiecien dubna duben nisan huhtikuu huhtikuuta απριλιος απριλιου ' +
    'апрель апреля квітень квітня',
  'may mai mayo maggio maio mei maj maja kvetna kveten majus mayis mayıs toukokuu toukokuuta μαιος μαιου маи мая ' +
    'травень травня',
  'june juni juin junio giugno junho czerwca czerwiec cervna cerven junius iunie haziran kesakuu kesakuuta ιουνιος ' +
    'ιουνιου июнь июня червень червня',
  'july juli juillet julio luglio julho lipca lipiec cervence cervenec julius iulie temmuz heinakuu heinakuuta ' +
    'ιουλιος ιουλιου июль июля липень липня',
  'august augusti augustus aout agosto sierpnia sierpien srpna srpen augusztus agustos elokuu elokuuta αυγουστος ' +
    'αυγουστου август августа серпень серпня',
  'september septembre septiembre setiembre settembre setembro septembrie wrzesnia wrzesien zari szeptember eylul ' +
    'syyskuu syyskuuta σεπτεμβριος σεπτεμβριου сентябрь сентября вересень вересня',
  'october oktober octobre octubre ottobre outubro octombrie pazdziernika pazdziernik rijna rijen ekim lokakuu ' +
    'lokakuuta οκτωβριος οκτωβριου октябрь октября жовтень жовтня',
  'november novembre noviembre novembro noiembrie listopada listopadu listopad kasim kasım marraskuu marraskuuta ' +
    'νοεμβριος νοεμβριου ноябрь ноября листопад листопада',
  'december dezember decembre diciembre dicembre dezembro decembrie desember grudnia grudzien prosince prosinec aralik ' +
    'aralık joulukuu joulukuuta δεκεμβριος δεκεμβριου декабрь декабря грудень грудня',
];

/** Words between the parts of a date: "2 de enero de 2024", "March 3, 2024 at 10:00". */
const FILLERS = /(?<=[\s\d]|^)(?:de|del|of|at|um|kl|den|the|le)\.?(?=\s)/g;

/**
 * The instant that a feed's date means, by explicit grammars: RFC 822 and its successors with day and month in either
 * order, W3C-DTF (https://www.w3.org/TR/NOTE-datetime) and the other forms of ISO 8601 (also of 1988, with two digits
 * for the year), asctime, RFC 850, years first with slashes, days first with dots, 12-hour clocks, month names in 19
 * languages and their beginnings from three letters on, Chinese and Japanese signs, and two Korean blog services.
 *
 * A date without zone is UTC, a day without time its first instant; an unknown zone name is UTC (RFC 5322 §4.3).
 * What could mean two days (03/04/2024) and what does not exist (31 February, 15:00 AM) is refused, as is all else,
 * also texts of more than 100 characters: a missing date is better than a wrong one. So are the zeros that programs
 * write where they have no date: the years 0 and 1, and the first instant of 1970. The platform's Date.parse is never
 * asked, since it guesses, in local time.
 *
 * @returns epoch ms; may lie in the future or before 1970; undefined where the text is no date
 */
export function parseDate(text: string): number | undefined {
  if (text.length > LONGEST_DATE) return undefined;
  const date = foldDate(text);
  const at = readUsual(date) ?? readIso(date) ?? readEastAsian(date) ?? readNumbers(date) ?? readWords(date);
  // Unix has its zero where no time was set. Believed, a new post would stand below all others, where nobody looks.
  return at === 0 ? undefined : at;
}

/** What nearly every RSS feed writes, which the grammars below would read in twenty steps. */
function readUsual(date: string): number | undefined {
  const found = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[a-z]{3}))$/.exec(date);
  return found ? instant(found[3], monthOf(found[2]), found[1], found[4]) : undefined;
}

/** Lower case, without accents, comments or double spaces, so that the grammars can be short. */
function foldDate(text: string): string {
  const plain = /[^ -~]/.test(text) ? text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC') : text;
  return plain
    .toLowerCase()
    .replace(/\([^()]*\)$|\[[^[\]]*\]$/, '')
    .replace(/[\s\u200e\u200f]+/g, ' ')
    .replace(/(?<=\d) ?[гр]\.$/, '')
    .trim();
}

function readIso(date: string): number | undefined {
  // Blogger once wrote a third digit for the month: 2003-012-31.
  const full = /^(\d{4})-0?(\d{1,2})-(\d{1,2})(?:(?:t| ?t ?| )(\d.*))?$/.exec(date);
  if (full) return instant(full[1], full[2], full[3], full[4]);
  const compact = /^(\d{4})(\d{2})(\d{2})(?:[t ](\d{2})(\d{2})(\d{2})?([z+-].*)?)?$/.exec(date);
  if (compact) {
    const [, year, month, day, hour, minute, second = '00', zone = ''] = compact;
    return instant(year, month, day, hour === undefined ? undefined : `${hour}:${minute}:${second}${zone}`);
  }
  const ordinal = /^(\d{4})-(\d{3})$/.exec(date);
  if (ordinal) return dayOfYear(Number(ordinal[1]), Number(ordinal[2]));
  const coarse = /^(\d{4})(?:-(\d{2}))?$/.exec(date) ?? /^-(\d{2})-?(\d{2})$/.exec(date);
  if (coarse) return instant(coarse[1], coarse[2] ?? '1', '1', undefined);
  const short = /^(\d{2})(-?)(\d{2})\2(\d{2})$/.exec(date);
  if (!short) return undefined;
  const [, first, hyphen, middle, last] = short;
  // With hyphens the year may stand last (01-02-24), but where there is no such day, or would be no such year for long.
  const isYearFirst = hyphen === '' || Number(first) > 31 || Number(last) >= 30;
  return isYearFirst ? instant(first, middle, last, undefined) : undefined;
}

function dayOfYear(year: number, day: number): number | undefined {
  const at = Date.UTC(year, 0, day);
  return day >= 1 && new Date(at).getUTCFullYear() === year ? at : undefined;
}

/** 2024年5月3日; 2004년 05월 28일 01:31:15 and 2004-05-25 오후 11:23:17, in which Korean services mean their own time. */
function readEastAsian(date: string): number | undefined {
  const found =
    /^(\d{4}) ?[년年] ?(\d{1,2}) ?[월月] ?(\d{1,2}) ?[일日](?: ?[(（]?(?:[월화수목금토일]요일|星期.|周.|.曜日?|[月火水木金土日])[)）]?)?(?: ?(오전|오후|上午|下午|午前|午後))? ?(\d.*)?$/.exec(
      date,
    ) ?? /^(\d{4})-(\d{1,2})-(\d{1,2}) (오전|오후) (\d.*)$/.exec(date);
  if (!found) return undefined;
  const [, year, month, day, part, time] = found;
  if (time === undefined) return instant(year, month, day, undefined);
  const half = part === undefined ? '' : /^(?:오후|下午|午後)$/.test(part) ? ' pm' : ' am';
  const clock = time.replace(/^[\d:]+/, (digits) => digits + half);
  const isKorean = /[년오]/.test(date) && /^[\d:]+(?: [ap]m)?$/.test(clock);
  return instant(year, month, day, isKorean ? `${clock} +09:00` : clock);
}

function readNumbers(date: string): number | undefined {
  const rest = withoutWeekday(date);
  const yearFirst = /^(\d{4})([/.])(\d{1,2})\2 ?(\d{1,2})\.?(?:[t ](\d.*))?$/.exec(rest);
  if (yearFirst) return instant(yearFirst[1], yearFirst[3], yearFirst[4], yearFirst[5]);
  const dots = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?:,? (\d.*))?$/.exec(rest);
  if (dots) return instant(dots[3], dots[2], dots[1], dots[4]);
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d.*))?$/.exec(rest);
  if (!slashes) return undefined;
  const [, first, second, year, time] = slashes;
  if (Number(first) > 12) return instant(year, second, first, time);
  return Number(second) > 12 ? instant(year, first, second, time) : undefined;
}

/** A weekday says nothing that the date does not, whatever its language. */
function withoutWeekday(date: string): string {
  return date.replace(/^\p{L}+(?:-feira)?\.?,? ?(?=\d)/u, '');
}

function readWords(date: string): number | undefined {
  const spaced = date
    .replace(/(\d)[-/](\p{L}+)\.?[-/](\d)/u, '$1 $2 $3')
    .replace(/,| - (?=\d{1,2}:)/g, ' ')
    .replace(FILLERS, ' ')
    .replace(/ +/g, ' ')
    .trim();
  // "Mar 02 Jan 2024" is a Tuesday in Rome; only a second word tells that the first was the weekday.
  const rest = /^\p{L}+(?:-feira)?\.? (?:\d{1,2}(?:st|nd|rd|th|er)?\P{L}* |\d{4}\.? )?\p{L}{3,}/u.test(spaced)
    ? spaced.replace(/^\S+ /, '')
    : spaced;
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|er|\.|º)? ?(\p{L}+)\.? ?(\d{2,4})(?: (\d.*))?$/u.exec(rest);
  if (dayFirst) return instant(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1], dayFirst[4]);
  const monthFirst = /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})(?: (\d.*))?$/u.exec(rest);
  if (monthFirst) return instant(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2], monthFirst[4]);
  const yearLast = /^(\p{L}+)\.? (\d{1,2}) (\d{1,2}:[\d:.]+(?: .+)?) (\d{4})$/u.exec(rest);
  if (yearLast) return instant(yearLast[4], monthOf(yearLast[1]), yearLast[2], yearLast[3]);
  const yearFirst = /^(\d{4})\.? (\p{L}+)\.? (\d{1,2})\.?(?:[t ](\d.*))?$/u.exec(rest);
  if (yearFirst) return instant(yearFirst[1], monthOf(yearFirst[2]), yearFirst[3], yearFirst[4]);
  return undefined;
}

let months: ReadonlyMap<string, number> | undefined;

/** @returns undefined for what is neither a month's name nor the beginning, of three letters or more, of one's only */
function monthOf(word: string | undefined): string | undefined {
  months ??= monthsByWord();
  const month = months.get(word ?? '');
  return month ? String(month) : undefined;
}

function monthsByWord(): ReadonlyMap<string, number> {
  const names = MONTHS.flatMap((line, index) => line.split(' ').map((name) => [name, index + 1] as const));
  const byWord = new Map<string, number>();
  for (const [name, month] of names) {
    for (let length = 3; length < name.length; length++) {
      const beginning = name.slice(0, length);
      // Two months begin so: none is meant.
      byWord.set(beginning, (byWord.get(beginning) ?? month) === month ? month : 0);
    }
  }
  // What is a whole name is no beginning: the Czech June begins July.
  for (const [name, month] of names) byWord.set(name, month);
  return byWord;
}

/** @param clock time and zone; absent for the start of the day */
function instant(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  clock: string | undefined,
): number | undefined {
  const [month, day] = [Number(monthText), Number(dayText)];
  const timeMs = clock === undefined ? 0 : readClock(clock);
  const year = fullYear(yearText ?? '');
  if (timeMs === undefined || year < FIRST_YEAR || !(month >= 1 && month <= 12 && day >= 1)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have has become one of the next month.
  return date.getUTCDate() === day ? date.getTime() + timeMs : undefined;
}

/** RFC 5322 §4.3: two digits below 50 are of this century, other short years count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length >= 4) return year;
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

const CLOCK = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)? ?(?:([ap])\.?m\.?(?![a-z]))? ?(.*)$/;

/** @returns ms from midnight UTC to the time that is meant; may be negative or beyond the day */
function readClock(clock: string): number | undefined {
  const found = CLOCK.exec(clock);
  if (!found) return undefined;
  const [, hourText, minuteText, secondText = '0', fraction = '0', half, zone = ''] = found;
  const [minute, second] = [Number(minuteText), Number(secondText)];
  const hour = readHour(Number(hourText), half);
  const exists = hour < 24 || (hour === 24 && minute === 0 && second === 0);
  const zoneMs = readZone(zone);
  // A second numbered 60 is a leap second.
  if (!exists || minute > 59 || second > 60 || zoneMs === undefined) return undefined;
  return hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + Math.trunc(Number(`0.${fraction}`) * 1000) - zoneMs;
}

/** Some programs append am and pm to the hours of a 24-hour clock; where the two disagree, no hour is meant. */
function readHour(written: number, half: string | undefined): number {
  if (half === undefined || (half === 'p' && written > 12)) return written;
  if (written > 12) return Number.POSITIVE_INFINITY;
  return (written % 12) + (half === 'p' ? 12 : 0);
}

/** @returns ms east of UTC */
function readZone(zone: string): number | undefined {
  if (zone === '') return 0;
  // Go writes the name behind it: +0100 CET.
  const offset = /^(?:etc\/)?(?:gmt|utc|ut|z)? ?([+-]) ?(\d{1,2}):?(\d{2})?(?: [a-z]{3,5})?$/.exec(zone);
  if (offset) {
    const [, sign, hours, minutes = '0'] = offset;
    if (Number(hours) > 15 || Number(minutes) > 59) return undefined;
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
  }
  const name = zone.replace(/^etc\//, '');
  const minutes = Object.hasOwn(ZONES, name) ? ZONES[name] : undefined;
  if (minutes !== undefined) return minutes * MINUTE_MS;
  return /^[a-z]{3,5}$/.test(name) ? 0 : undefined;
}
