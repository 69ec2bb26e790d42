import { type FeedContent, readChannels } from './rss.ts';
import type { Element } from './xml.ts';

/** RSS 0.90 and 1.0 (http://purl.org/rss/1.0/spec): items stand beside their channel; rdf:about identifies them. */
export function readRdf(roots: readonly Element[], documentUrl: string): FeedContent {
  return readChannels(roots, documentUrl, 'rdf');
}
