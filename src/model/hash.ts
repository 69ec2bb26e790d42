const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * A stable name of 22 characters of [0-9A-Za-z_-] for a text: 128 bits, in base64url.
 *
 * Synchronous, unlike crypto.subtle, since a feed's posts are named within one database transaction. It spreads well
 * but is no cryptographic hash: a publisher who makes two texts collide harms only posts of its own feed.
 * What it gives is stored, so it never changes.
 */
export function hashText(text: string): string {
  let a = 0x6c696e65;
  let b = 0x66656564 ^ text.length;
  let c = 0x9e3779b9;
  let d = 0x85ebca6b;
  // Each step maps the four words one to one for a given code unit, so that no state is lost over a long text.
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = (Math.imul(rotate(a ^ unit, 15), 0xcc9e2d51) + b) | 0;
    b = (Math.imul(rotate(b ^ unit, 13), 0x1b873593) + c) | 0;
    c = (Math.imul(rotate(c ^ unit, 17), 0x38b34ae5) + d) | 0;
    d = (Math.imul(rotate(d ^ unit, 19), 0xa1e38b93) + a) | 0;
  }
  // Enough turns for the last code unit to reach every bit of every word.
  for (let turn = 0; turn < 3; turn++) {
    a = (spread(a) + b) | 0;
    b = (spread(b) + c) | 0;
    c = (spread(c) + d) | 0;
    d = (spread(d) + a) | 0;
  }
  return toBase64Url([a, b, c, d]);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The finaliser of MurmurHash3 (public domain): every bit of the word reaches every other. */
function spread(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function toBase64Url(words: readonly number[]): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (const word of words) {
    for (let shift = 24; shift >= 0; shift -= 8) {
      held = (held << 8) | ((word >>> shift) & 0xff);
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        out += ALPHABET[(held >>> bits) & 0x3f];
      }
      held &= (1 << bits) - 1;
    }
  }
  return out + ALPHABET[(held << (6 - bits)) & 0x3f];
}
