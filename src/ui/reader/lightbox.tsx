import { useEffect, useState } from 'preact/hooks';
import { message } from '../../browser/i18n.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icon.tsx';

export interface LightboxProps {
  /** In the order of the text. */
  readonly pictures: readonly HTMLImageElement[];
  /** Which of them is shown first. */
  readonly start: number;
  readonly onClose: () => void;
}

/** One picture of an article by itself, as large as there is room for; arrows lead to the next and the one before. */
export function Lightbox({ pictures, start, onClose }: LightboxProps) {
  const [index, setIndex] = useState(start);
  const picture = pictures[index];
  const go = (step: number) => setIndex(Math.min(Math.max(index + step, 0), pictures.length - 1));
  // Wherever the focus is in the dialog, and there is none outside it.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      go(step);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  if (!picture) return null;
  return (
    <Dialog title={message('reader_picture_of', index + 1, pictures.length)} onClose={onClose}>
      <div class="lightbox">
        <Shown picture={picture} />
        <p class="caption" dir="auto" lang={picture.closest<HTMLElement>('[lang]')?.lang}>
          {captionOf(picture)}
        </p>
        {pictures.length > 1 && (
          <p class="ways">
            <Way
              icon="chevron-left"
              name={message('reader_picture_previous')}
              isEnd={index === 0}
              onGo={() => go(-1)}
            />
            <Way
              icon="chevron-right"
              name={message('reader_picture_next')}
              isEnd={index === pictures.length - 1}
              onGo={() => go(1)}
            />
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** The same file as in the article, or the larger one that it led to; no other place learns of it. */
function Shown({ picture }: { readonly picture: HTMLImageElement }) {
  const larger = picture.dataset['full'];
  return (
    <img
      key={picture.currentSrc}
      src={larger ?? picture.currentSrc}
      alt={picture.alt}
      referrerpolicy="no-referrer"
      data-ground={picture.dataset['ground']}
      onError={({ currentTarget }) => {
        // The larger one is gone; the other was there a moment ago.
        if (larger !== undefined && currentTarget.src !== picture.currentSrc) currentTarget.src = picture.currentSrc;
      }}
    />
  );
}

interface WayProps {
  readonly icon: 'chevron-left' | 'chevron-right';
  readonly name: string;
  readonly isEnd: boolean;
  readonly onGo: () => void;
}

function Way({ icon, name, isEnd, onGo }: WayProps) {
  // Not disabled at either end: it would lose the focus to nobody.
  return (
    <button type="button" class="ib" aria-label={name} title={name} aria-disabled={isEnd} onClick={onGo}>
      <Icon name={icon} />
    </button>
  );
}

function captionOf(picture: HTMLImageElement): string {
  const caption = picture.closest('figure')?.querySelector('figcaption')?.textContent?.trim();
  const alt = picture.alt === message('reader_picture_unnamed') ? '' : picture.alt;
  return caption || alt;
}
