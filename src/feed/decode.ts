import { WINDOWS_1252 } from './plain-text.ts';

/** How far into a document its own statement of its encoding is looked for; HTML's limit, and ample for XML. */
const DECLARATION_BYTES = 1024;

/** Letters of several bytes that show a document to be UTF-8, where text of the claimed encoding forms some by chance. */
const TELLING_LETTERS = 8;
const OF_TWO_BYTES: ReadonlySet<string> = new Set(['gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr']);

/**
 * The text of a feed or page.
 *
 * Believes, in this order: a byte order mark, also of UTF-32; UTF-16 and UTF-32 that show by their zero bytes; the
 * charset of the HTTP header (RFC 7303 §3, whose us-ascii for bare text/xml is gone); the XML declaration or
 * `<meta charset>`; UTF-8. Knows all encodings of https://encoding.spec.whatwg.org/#names-and-labels that the platform
 * knows, but for UTF-16 by name alone: generators claim it over bytes that are plainly none.
 *
 * Claims that bytes disprove are not believed:
 * - Text that is UTF-8 beyond ASCII, but for a tenth of its letters at most, is read as such whatever is claimed: that
 *   never comes about by chance, while servers claim Latin-1 for everything.
 * - UTF-8 claimed over text that mostly is none gives way to the next claim or, where there is no other and hardly a
 *   letter is UTF-8, to windows-1252. In text that is UTF-8 elsewhere, a wrong byte is what windows-1252 has for it.
 * - us-ascii, unknown labels, and what the standard decodes to nothing ('replacement': HZ, ISO-2022-KR and -CN, which
 *   hid scripts from filters) count as no claim.
 *
 * A letter that the end of the document cuts is left out; other wrong sequences and lone surrogates become U+FFFD.
 * Costs linear time, and memory of three times the bytes at most.
 *
 * @param contentType the HTTP header as received; absent or '' where there is none
 * @returns text without byte order mark; never throws
 */
export function decodeDocument(bytes: Uint8Array, contentType = ''): string {
  return decode(bytes, contentType).text;
}

/** As decodeDocument, and whether the text is known to hold nothing that no text should (controls.ts). */
export function decodeFit(bytes: Uint8Array, contentType = ''): { readonly text: string; readonly isFit: boolean } {
  const { text, isItsBytes } = decode(bytes, contentType);
  return { text, isFit: isItsBytes && !mayHoldControls(bytes) };
}

interface Decoded {
  readonly text: string;
  /** The bytes are this text in UTF-8, without a mark. */
  readonly isItsBytes: boolean;
}

function decode(bytes: Uint8Array, contentType: string): Decoded {
  const evident = evidentEncoding(bytes);
  if (evident) return { text: decodeAs(bytes, evident), isItsBytes: false };
  const claims = [charsetOf(contentType), declaredEncoding(bytes)].flatMap((label) => knownEncoding(label) ?? []);
  const claimed = claims[0] ?? 'utf-8';
  const whole = claimed === 'utf-8' ? decodeUtf8(bytes) : undefined;
  return whole === undefined
    ? { text: decodeClaimed(bytes, claimed, claims), isItsBytes: false }
    : { text: whole, isItsBytes: true };
}

function decodeClaimed(bytes: Uint8Array, claimed: string, claims: readonly string[]): string {
  const census = countLetters(bytes);
  const other = claims.find((claim) => claim !== 'utf-8');
  // One letter among ten wrong bytes is an accident: `é »` is one, in Latin-1 with its hard space.
  const isNone = census.wrong > 10 * census.letters;
  if (other === undefined) return isNone ? decodeAs(bytes, 'windows-1252') : mendUtf8(bytes, census);
  const isUtf8 = claimed === 'utf-8' ? census.wrong <= census.letters : showsUtf8(census, claimed);
  return isUtf8 ? mendUtf8(bytes, census) : decodeAs(bytes, other);
}

/** Of UTF-8, the bytes that a control character, U+FFFE or U+FFFF is or begins with. */
const SUSPECTS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f || byte === 0xc2 || byte === 0xef
    ? 1
    : 0,
);

/** Whether UTF-8 holds what controls.ts replaces, which the bytes tell three times as fast as the characters. */
function mayHoldControls(bytes: Uint8Array): boolean {
  // Eight at a time.
  const aligned = bytes.byteOffset % 4 === 0 ? (bytes.length >> 3) * 2 : 0;
  const words = new Int32Array(bytes.buffer, aligned > 0 ? bytes.byteOffset : 0, aligned);
  for (let word = 0; word < aligned; word += 2) {
    const isOdd = (oddBytes(words[word] ?? 0) | oddBytes(words[word + 1] ?? 0)) & -0x7f7f7f80;
    if (isOdd && holdsControl(bytes, word * 4, 8)) return true;
  }
  return holdsControl(bytes, aligned * 4, bytes.length - aligned * 4);
}

/** The highest bit is left of each of four bytes that is below 0x20 or above 0x7e. */
function oddBytes(four: number): number {
  return ((four - 0x20202020) & ~four) | (four + 0x01010101) | four;
}

function holdsControl(bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at] ?? 0;
    if (SUSPECTS[byte] === 0) continue;
    const next = bytes[at + 1] ?? 0;
    if (byte < 0x80 || (byte === 0xc2 ? next < 0xa0 : next === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe)) return true;
  }
  return false;
}

/** What a byte order mark says, or the zero bytes around a first character that every feed and page has. */
function evidentEncoding(bytes: Uint8Array): string | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  const mark = (first << 24) | (second << 16) | (third << 8) | fourth;
  // In UTF-16 this would be a mark before U+0000, with which no text begins.
  if (mark === (0xfffe0000 | 0) && bytes.length >= 4) return 'utf-32le';
  if (mark === 0x0000feff) return 'utf-32be';
  if (mark >>> 8 === 0xefbbbf) return 'utf-8';
  if (mark >>> 16 === 0xfeff) return 'utf-16be';
  if (mark >>> 16 === 0xfffe) return 'utf-16le';
  if (bytes.length < 4) return undefined;
  if (mark >>> 8 === 0 && isOpening(fourth)) return 'utf-32be';
  if (mark << 8 === 0 && isOpening(first)) return 'utf-32le';
  if (first === 0 && third === 0 && isOpening(second)) return 'utf-16be';
  if (second === 0 && fourth === 0 && isOpening(first)) return 'utf-16le';
  return undefined;
}

/** White space, or what XML, HTML and JSON begin with. */
function isOpening(byte: number): boolean {
  return ' \t\r\n<{['.includes(String.fromCharCode(byte));
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';,]{1,40})/i.exec(contentType.slice(0, 500))?.[1];
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  // Declarations are ASCII, whatever the bytes around them mean.
  const head = new TextDecoder().decode(bytes.subarray(0, DECLARATION_BYTES));
  // JSON is UTF-8 (RFC 8259 §8.1); declarations in it are quoted by a post, and so are pages' within a feed.
  if (/^\s*[{[]/.test(head)) return undefined;
  const declaration = /<\?xml\s([^>]*)/i.exec(head)?.[1];
  if (declaration !== undefined) return /\bencoding\s*=\s*["']?\s*([^"'\s?]{1,40})/i.exec(declaration)?.[1];
  if (/<(?:rss|feed|rdf:rdf)[\s>]/i.test(head)) return undefined;
  return /<meta\s[^>]{0,200}charset\s*=\s*["']?\s*([^"'\s/>;]{1,40})/i.exec(head)?.[1];
}

/** Labels that the standard lacks and generators write: names of databases, of Python's and of Windows' encodings. */
const OTHER_LABELS: readonly (readonly [RegExp, string])[] = [
  [/^utf[-_ ]?8/, 'utf-8'],
  [/^(?:win|windows|cp|ms)[-_ ]?(125[0-8])$/, 'windows-$1'],
  [/^iso[-_ ]?8859[-_ ]?(\d{1,2})$/, 'iso-8859-$1'],
  [/^latin[-_ ]1$/, 'windows-1252'],
  [/^(?:cp|ms)[-_ ]?932$/, 'shift_jis'],
  [/^(?:cp|ms)[-_ ]?936$/, 'gb18030'],
  [/^(?:cp|ms)[-_ ]?949$/, 'euc-kr'],
  [/^(?:cp|ms)[-_ ]?950$/, 'big5'],
];

/** The standard's name of an encoding; undefined where the label is no claim that could be believed. */
function knownEncoding(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  const lower = label.toLowerCase();
  const other = OTHER_LABELS.find(([form]) => form.test(lower));
  const name = encodingOf(lower) ?? (other && encodingOf(lower.replace(...other)));
  // What follows shows that it is more than ASCII; UTF-16 would have been evident.
  return name?.startsWith('utf-16') || /^(?:us-)?ascii$|^ansi_x3/.test(lower) ? undefined : name;
}

function encodingOf(label: string): string | undefined {
  try {
    const name = new TextDecoder(label).encoding;
    // Node says iso-8859-1 where the standard, and so every browser, says windows-1252.
    if (name === 'iso-8859-1' || name === 'us-ascii') return 'windows-1252';
    // The standard has one decoder for both; Node's for gbk knows less.
    return name === 'gbk' ? 'gb18030' : name;
  } catch {
    return undefined;
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  // To forgive costs Node half of what it costs to be strict; what was forgiven shows.
  const text = new TextDecoder().decode(bytes);
  if (!text.includes('\ufffd')) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What a document would be as UTF-8. */
interface Census {
  /** Sequences of several bytes. */
  readonly letters: number;
  /** Bytes that belong to no sequence. */
  readonly wrong: number;
}

function countLetters(bytes: Uint8Array): Census {
  let [letters, wrong] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (at + length > bytes.length) break;
    if (length > 1) letters += 1;
    else if (length === 0) wrong += 1;
    at += length || 1;
  }
  return { letters, wrong };
}

function showsUtf8({ letters, wrong }: Census, claimed: string): boolean {
  return letters >= (OF_TWO_BYTES.has(claimed) ? TELLING_LETTERS : 1) && wrong * 10 <= letters;
}

/**
 * Text that claims UTF-8 wrongly, wholly or in places: posts are pasted from anywhere into templates that are UTF-8.
 * Writes bytes that are no UTF-8 as what windows-1252 has for them, and leaves out a sequence that the end cuts.
 */
function mendUtf8(bytes: Uint8Array, { wrong }: Census): string {
  const mended = new Uint8Array(bytes.length + 2 * wrong);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const sequence = sequenceLength(bytes, at);
    if (at + sequence > bytes.length) break;
    if (sequence === 0) length = writeLetter(mended, length, letterOf(bytes[at] ?? 0));
    for (let next = at; next < at + sequence; next++) mended[length++] = bytes[next] ?? 0;
    at += sequence || 1;
  }
  return new TextDecoder().decode(mended.subarray(0, length));
}

/** UTF-8 of a code point from U+0080 to U+FFFF; returns where it ends. */
function writeLetter(into: Uint8Array, at: number, code: number): number {
  let end = at;
  if (code < 0x800) into[end++] = 0xc0 | (code >> 6);
  else {
    into[end++] = 0xe0 | (code >> 12);
    into[end++] = 0x80 | ((code >> 6) & 0x3f);
  }
  into[end++] = 0x80 | (code & 0x3f);
  return end;
}

/** Bytes of the UTF-8 sequence that begins here (RFC 3629 §4), or would go on behind the end; 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0x90;
  const tooShort = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const tooFar = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  if (at + 1 < bytes.length && (tooShort || tooFar)) return 0;
  for (let next = at + 1; next < at + length && next < bytes.length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  if (encoding === 'utf-8') return decodeUtf8(bytes) ?? mendUtf8(bytes.subarray(3), countLetters(bytes.subarray(3)));
  if (encoding.startsWith('utf-32')) return decodeUtf32(bytes, encoding === 'utf-32le');
  // A decoder that expects more keeps what the end cut to itself.
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  return encoding === 'windows-1252' ? withoutControls(text) : text;
}

/** No browser knows UTF-32 (https://encoding.spec.whatwg.org/#security-background), some generators do. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf16 = new Uint16Array(bytes.length >> 1);
  let length = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, littleEndian);
    if (code === 0xfeff && at === 0) continue;
    if (code > 0xffff && code <= 0x10ffff) {
      utf16[length++] = 0xd7c0 + (code >> 10);
      utf16[length++] = 0xdc00 | (code & 0x3ff);
    } else {
      utf16[length++] = code > 0xffff || (code >= 0xd800 && code <= 0xdfff) ? 0xfffd : code;
    }
  }
  return new TextDecoder('utf-16le').decode(utf16.subarray(0, length));
}

/** Node before 23 reads 0x80 to 0x9f of windows-1252 as control characters, which browsers do not. */
function withoutControls(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (char) => String.fromCharCode(letterOf(char.charCodeAt(0))));
}

/** What windows-1252 has for a byte. */
function letterOf(byte: number): number {
  return WINDOWS_1252[byte - 0x80] || byte;
}
