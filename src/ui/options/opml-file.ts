/** As much as the reader of OPML takes; a larger file is not even read. */
export const LARGEST_OPML_BYTES = 5 * 1024 * 1024;

/**
 * The text of a file that a person chose, in the encoding that it says it has: byte order mark, then XML declaration
 * (XML 1.0 §4.3.3 and appendix F), else UTF-8. Windows programs still write windows-1252 and UTF-16.
 */
export function decodeOpml(bytes: Uint8Array): string {
  return decoderFor(bytes).decode(bytes);
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  const [first, second] = bytes;
  // Where there is no mark, "<" beside a zero tells UTF-16.
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return new TextDecoder('utf-16be');
  const opening = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const declared = /^(?:ï»¿)?<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(opening)?.[1];
  try {
    // A declaration that could be read byte by byte is no UTF-16, whatever it says.
    return new TextDecoder(declared && !/^utf-?16|^ucs/i.test(declared) ? declared : 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}
