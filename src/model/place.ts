/** Where the database lies: the browser has more than one room, and one that is damaged may open for no name at all. */
export interface Place {
  readonly name: string;
  /**
   * In a storage bucket of the same name instead of the extension's own storage. Chromium keeps all databases of an
   * origin in one store: where that one does not open, no new name does either, but a bucket has a store of its own.
   */
  readonly bucket?: true;
}

const STEM = 'linefeed-';

/** The number is the generation: a database that came back damaged is left alone and a new one made under the next. */
export const FIRST_PLACE: Place = { name: 'linefeed-1' };

/** How many names are tried before the browser's storage is taken for broken as a whole. */
const TRIES = 4;

/** Where a new database may be made that takes the place of this one, the best first. */
export function placesAfter({ name }: Place): Place[] {
  const next = (generationOf(name) ?? 1) + 1;
  const names = Array.from({ length: TRIES }, (_, index) => `${STEM}${next + index}`);
  return [...names.map((free) => ({ name: free })), ...names.map((free) => ({ name: free, bucket: true as const }))];
}

/** The latest of these, where any of them is later than the first: what was in use when nothing says so any more. */
export function latestPlace(places: readonly Place[]): Place | undefined {
  const later = places.filter(({ name }) => (generationOf(name) ?? 1) > 1);
  return later.sort((one, other) => (generationOf(other.name) ?? 0) - (generationOf(one.name) ?? 0))[0];
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.name === other.name && one.bucket === other.bucket;
}

/** Undefined where a stored value names no database of ours. */
export function placeFrom(stored: unknown): Place | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { name, bucket } = stored as Record<string, unknown>;
  if (typeof name !== 'string' || generationOf(name) === undefined) return undefined;
  return bucket === true ? { name, bucket } : { name };
}

function generationOf(name: string): number | undefined {
  const digits = name.slice(STEM.length);
  if (!name.startsWith(STEM) || !/^[1-9]\d{0,8}$/.test(digits)) return undefined;
  return Number(digits);
}
