/** The fragment of the options page that opens the row of a feed. */
export function feedHash(feedId: number): string {
  return `#feed-${feedId}`;
}

/** The feed that a fragment names; undefined where it is another one. */
export function feedIdFrom(hash: string): number | undefined {
  const digits = /^#feed-([1-9]\d{0,14})$/.exec(hash)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
