import { WINDOWS_1252 } from './plain-text.ts';

/** How far into a document its own statement of its encoding is looked for; HTML's limit, and ample for XML. */
const DECLARATION_BYTES = 1024;

/**
 * The text of a feed or page.
 *
 * Believes, in this order: a byte order mark; UTF-16 that shows by its zero bytes; the charset of the HTTP header
 * (RFC 7303 §3); the XML declaration or `<meta charset>`; UTF-8. Labels that no decoder knows are passed over, and so
 * is UTF-16 where the bytes are plainly none, the commonest lie of generators. Latin-1 and ASCII are what servers claim
 * by default: bytes that form valid UTF-8 beyond ASCII are read as such. Text that is no UTF-8 at all, though it should
 * be, is windows-1252; single wrong bytes become U+FFFD.
 *
 * @param contentType the HTTP header as received; absent or '' where there is none
 * @returns text without byte order mark; never throws
 */
export function decodeDocument(bytes: Uint8Array, contentType?: string): string {
  const evident = evidentEncoding(bytes);
  if (evident) return decodeAs(bytes, evident);
  const label = [charsetOf(contentType ?? ''), declaredEncoding(bytes)].map(knownEncoding).find(Boolean) ?? 'utf-8';
  if (label === 'utf-8') return decodeUtf8(bytes) ?? decodeBrokenUtf8(bytes);
  if (label === 'windows-1252') return decodeUtf8(bytes) ?? decodeAs(bytes, label);
  return decodeAs(bytes, label);
}

/** What a byte order mark or the zero bytes of `<` say. */
function evidentEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  return undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';,]{1,40})/i.exec(contentType.slice(0, 500))?.[1];
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, DECLARATION_BYTES));
  const declaration = /^[^<]{0,100}<\?xml\s([^>]*)/i.exec(head)?.[1];
  if (declaration !== undefined) return /encoding\s*=\s*["']\s*([^"'\s]{1,40})/i.exec(declaration)?.[1];
  return /<meta\s[^>]{0,200}charset\s*=\s*["']?\s*([^"'\s/>;]{1,40})/i.exec(head)?.[1];
}

/** The standard's name of an encoding; undefined for unknown labels, and for UTF-16, which would have been evident. */
function knownEncoding(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    const name = new TextDecoder(label).encoding;
    // Node says iso-8859-1 where the standard, and so every browser, says windows-1252.
    if (name === 'iso-8859-1' || name === 'us-ascii') return 'windows-1252';
    return name.startsWith('utf-16') ? undefined : name;
  } catch {
    return undefined;
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Text that claims UTF-8 wrongly, wholly or in places: posts are pasted from anywhere into templates that are UTF-8.
 * Bytes that are no UTF-8 are read as windows-1252, one by one; a sequence that the end of the document cuts is left out.
 */
function decodeBrokenUtf8(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      const byte = bytes[at] ?? 0;
      parts.push(decoder.decode(bytes.subarray(done, at)), String.fromCharCode(WINDOWS_1252[byte - 0x80] || byte));
      done = at + 1;
    }
    at += length || 1;
  }
  parts.push(decoder.decode(bytes.subarray(done)));
  return parts.join('').replace(/\ufffd$/, '');
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
  if (tooShort || tooFar) return 0;
  for (let next = at + 1; next < at + length && next < bytes.length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function decodeAs(bytes: Uint8Array, label: string): string {
  const text = new TextDecoder(label).decode(bytes);
  return label === 'windows-1252' ? withoutControls(text) : text;
}

/** Node before 23 reads 0x80 to 0x9f of windows-1252 as control characters, which browsers do not. */
function withoutControls(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (char) => {
    const code = char.charCodeAt(0);
    return String.fromCharCode(WINDOWS_1252[code - 0x80] || code);
  });
}
