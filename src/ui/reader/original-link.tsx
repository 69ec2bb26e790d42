import { message } from '../../browser/i18n.ts';
import type { Post } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import { originalOf } from './use-post-actions.ts';

interface OriginalLinkProps {
  readonly post: Post;
  readonly small?: boolean;
  /** Where reading on there is the thing to do. */
  readonly primary?: boolean;
}

/** Nothing where the feed gives the post no address. */
export function OriginalLink({ post, small = false, primary = false }: OriginalLinkProps) {
  const url = originalOf(post);
  if (!url) return null;
  const look = `btn${small ? ' sm' : ''}${primary ? ' primary' : ''}`;
  return (
    <a
      class={`${look} original`}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={message('reader_open_original_hint')}
    >
      <Icon name="external" />
      <span>{message('reader_open_original')}</span>
    </a>
  );
}
