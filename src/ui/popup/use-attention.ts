import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Attention, attentionTo, recallAttention, rememberAttention } from './attention.ts';
import type { FeedsReading } from './live.ts';

/**
 * What the feeds need of the person: as it was last seen, until they have been read.
 *
 * @param now epoch ms
 */
export function useAttention(feeds: FeedsReading | undefined, now: number): Attention {
  const [recalled] = useState(recallAttention);
  const seen = useMemo(() => feeds && attentionTo(feeds.feeds, now), [feeds, now]);
  useEffect(() => {
    if (seen) rememberAttention(seen);
  }, [seen]);
  return seen ?? recalled;
}
