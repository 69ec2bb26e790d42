import type { RefObject } from 'preact';
import { message } from '../../browser/i18n.ts';
import { Icon } from '../shared/icon.tsx';

interface SearchFieldProps {
  readonly words: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onWords: (words: string) => void;
  readonly onClose: () => void;
  /** The person wants to go on in the list. */
  readonly onLeave: () => void;
}

/** Searches the list that is open, as one types. */
export function SearchField({ words, field, onWords, onClose, onLeave }: SearchFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const act = { Escape: onClose, Enter: onLeave, ArrowDown: onLeave }[event.key];
    if (!act) return;
    // Escape would also empty the field, or close the whole popup.
    event.preventDefault();
    act();
  };
  return (
    <search class="search">
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="search"
        value={words}
        placeholder={message('popup_search_placeholder')}
        aria-label={message('popup_search_placeholder')}
        aria-controls="list"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        class="ib"
        aria-label={message('popup_search_close')}
        title={message('popup_search_close')}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
    </search>
  );
}
