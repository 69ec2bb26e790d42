import { useEffect } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { StoreFailure } from '../shared/store-failure.tsx';
import { PostView, type PostViewProps, TITLE_ID } from './post-view.tsx';
import type { LoadedPost as Loaded } from './use-post.ts';

interface LoadedProps extends Omit<PostViewProps, 'page'> {
  readonly loaded: Loaded;
}

/** The post that the address names, or why it is not here. */
export function LoadedPost({ loaded, ...rest }: LoadedProps) {
  switch (loaded.kind) {
    case 'loading':
      return <Skeleton />;
    case 'found':
      return <PostView page={loaded.page} {...rest} />;
    case 'missing':
      return <Missing />;
    case 'failed':
      return <StoreFailure error={loaded.error} />;
    default:
      return loaded satisfies never;
  }
}

/** The geometry of a post; shown by the style sheet only when loading takes longer than it is noticed. */
function Skeleton() {
  return (
    <div class="skeleton">
      <p class="sr">{message('reader_loading')}</p>
      <div class="bone short" />
      <div class="bone title" />
      <div class="bone short" />
      <div class="bone" />
      <div class="bone" />
      <div class="bone" />
    </div>
  );
}

function Missing() {
  useEffect(() => {
    document.title = message('reader_missing_title');
  }, []);
  return (
    <div class="missing">
      <h1 id={TITLE_ID} tabIndex={-1}>
        {message('reader_missing_title')}
      </h1>
      <p>{message('reader_missing_text')}</p>
    </div>
  );
}

/** Stands where a post will. */
export function NoPost() {
  return (
    <div class="missing">
      <h1 id={TITLE_ID} tabIndex={-1}>
        {message('reader_no_post')}
      </h1>
      <p>{message('reader_no_post_text')}</p>
    </div>
  );
}
