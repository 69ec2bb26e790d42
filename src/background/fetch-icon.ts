import { originOf } from '../model/origins.ts';
import { hostBlocks } from '../store/changes.ts';
import type { Environment } from './environment.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { takeSlot } from './host-slots.ts';
import { leaveHostAlone } from './rate-limits.ts';
import { retryAfterMs } from './response-headers.ts';

/** Larger pictures are no icons. */
const MOST_BYTES = 128 * 1024;

const HEADERS = { Accept: 'image/png, image/webp, image/x-icon, image/*;q=0.5' };

/**
 * A site's icon as a data: address; asked for only where the permission is already held.
 *
 * @returns undefined where the address gives none: the letter on its colour stays
 */
export async function fetchIcon(
  environment: Environment,
  url: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const slot = await takeSlot(environment, new URL(url).host, signal);
  if (!slot) return undefined;
  // Either may have changed while the host's turn was waited for.
  const mayAsk = await mayBeAsked(environment, url).catch((error: unknown) => {
    slot.release();
    throw error;
  });
  if (!mayAsk) {
    slot.release();
    return undefined;
  }
  const result = await fetchBytes(environment, {
    url,
    headers: HEADERS,
    mostBytes: MOST_BYTES,
    slot,
    ...(signal && { signal }),
  });
  if (result.kind === 'received' && result.status === 429) {
    const waitMs = retryAfterMs(result.headers, environment.now());
    await leaveHostAlone(environment, { status: 429, finalUrl: result.finalUrl, retryAfterMs: waitMs });
  }
  const type = result.kind === 'received' ? pictureType(result.bytes) : undefined;
  return type && result.kind === 'received' ? `data:${type};base64,${base64(result.bytes)}` : undefined;
}

async function mayBeAsked(environment: Environment, url: string): Promise<boolean> {
  if (!(await environment.holdsHosts([originOf(url)]))) return false;
  return !(await hostBlocks(environment.now())).has(new URL(url).host);
}

/** By its first bytes, since servers mislabel icons; SVG is left out: it is a document, not a picture. */
function pictureType(bytes: Uint8Array): string | undefined {
  const starts = (...expected: number[]) => expected.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  if (starts(0x00, 0x00, 0x01, 0x00)) return 'image/x-icon';
  const isWebP = starts(0x52, 0x49, 0x46, 0x46) && String.fromCharCode(...bytes.subarray(8, 12)) === 'WEBP';
  return isWebP ? 'image/webp' : undefined;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
