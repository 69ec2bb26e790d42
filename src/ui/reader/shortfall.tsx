import type { Post } from '../../model/types.ts';
import { OriginalLink } from './original-link.tsx';

interface ShortfallProps {
  readonly post: Post;
  readonly text: string;
  /** Whether the summary, which is all there is, stands above. */
  readonly summary?: boolean;
}

/** Says what the feed did not give or this page cannot show, and leads to where it is. */
export function Shortfall({ post, text, summary = false }: ShortfallProps) {
  return (
    <>
      {summary && (
        <p class="abstract" dir="auto" lang={post.language}>
          {post.summary}
        </p>
      )}
      <div class="shortfall">
        <p>{text}</p>
        <OriginalLink post={post} primary />
      </div>
    </>
  );
}
