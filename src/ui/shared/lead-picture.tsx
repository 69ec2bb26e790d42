import { useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import type { Post } from '../../model/types.ts';
import { webAddress } from './addresses.ts';
import { useKnownSettings } from './use-settings.ts';

interface LeadPictureProps {
  readonly post: Post;
  readonly tabIndex: number;
}

/** A post's first picture in its open row, where the person wants pictures in lists; nothing of it is asked for else. */
export function LeadPicture({ post, tabIndex }: LeadPictureProps) {
  const wanted = useKnownSettings()?.imagesInLists;
  const [isAsked, setAsked] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const address = webAddress(post.leadImage);
  if (!address || isBroken || wanted === undefined || wanted === 'never') return null;
  if (wanted === 'on-click' && !isAsked) {
    return (
      <button type="button" class="btn sm lead" tabIndex={tabIndex} onClick={() => setAsked(true)}>
        {message('reader_show_picture')}
      </button>
    );
  }
  // The row says what the post is about; what the picture shows is nowhere said. The address comes last: it loads.
  return (
    <img
      class="lead"
      alt=""
      decoding="async"
      referrerpolicy="no-referrer"
      src={address}
      onError={() => setBroken(true)}
    />
  );
}
