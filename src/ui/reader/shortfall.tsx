import type { Post } from '../../model/types.ts';
import { GetFullText } from './full-text.tsx';
import { OriginalLink } from './original-link.tsx';
import type { FullTextView } from './use-full-text.ts';

interface ShortfallProps {
  readonly post: Post;
  readonly text: string;
  /** Whether the summary, which is all there is, stands above. */
  readonly summary?: boolean;
  /** Where the page of the post may have what is missing. */
  readonly fullText?: FullTextView;
}

/** Says what the feed did not give or this page cannot show, and leads to where it is. */
export function Shortfall({ post, text, summary = false, fullText }: ShortfallProps) {
  const failure = fullText?.state.kind === 'failed' ? fullText.state.text : undefined;
  return (
    <>
      {summary && (
        <p class="abstract" dir="auto" lang={post.language}>
          {post.summary}
        </p>
      )}
      <div class="shortfall">
        <div role={fullText && 'status'}>
          <p>{text}</p>
          {failure && <p>{failure}</p>}
        </div>
        <div class="acts">
          {fullText && <GetFullText fullText={fullText} />}
          <OriginalLink post={post} primary={!fullText?.get} />
        </div>
      </div>
    </>
  );
}
