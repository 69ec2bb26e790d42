import { useId, useRef } from 'preact/hooks';
import { message, plural } from '../../browser/i18n.ts';
import type { Feed } from '../../model/types.ts';
import { Icon } from '../shared/icon.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import { move, pause, unsubscribe } from './feed-acts.ts';

interface SelectionBarProps {
  /** Those that are selected; the bar is out of sight while there are none, but keeps its room. */
  readonly feeds: readonly Feed[];
  readonly folders: readonly string[];
  readonly toasts: Toasts;
  /** The selection is done with: something was done to it, or it was given up. */
  readonly onDone: () => void;
}

/** What can be done to all selected feeds at once. */
export function SelectionBar({ feeds, folders, toasts, onDone }: SelectionBarProps) {
  const id = useId();
  const folder = useRef<HTMLInputElement>(null);
  const areAllPaused = feeds.every((feed) => feed.paused);
  const after = (act: () => void) => () => {
    act();
    onDone();
  };
  return (
    <div
      class={feeds.length > 0 ? 'selection' : 'selection away'}
      role="toolbar"
      aria-label={message('options_selection')}
    >
      <b>{plural('options_selected', feeds.length)}</b>
      <button type="button" class="ib" aria-label={message('options_selection_clear')} onClick={onDone}>
        <Icon name="close" />
      </button>
      <form
        class="move"
        onSubmit={(event) => {
          event.preventDefault();
          const name = folder.current?.value.trim() ?? '';
          if (folder.current) folder.current.value = '';
          move(feeds, name, toasts);
          onDone();
        }}
      >
        <input
          class="input"
          ref={folder}
          dir="auto"
          autocomplete="off"
          maxLength={200}
          aria-label={message('options_move_to')}
          placeholder={message('options_no_folder')}
          list={`${id}-folders`}
        />
        <datalist id={`${id}-folders`}>
          {folders.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <button type="submit" class="btn">
          {message('options_move')}
        </button>
      </form>
      <button type="button" class="btn" onClick={after(() => pause(feeds, !areAllPaused, toasts))}>
        <Icon name={areAllPaused ? 'play' : 'pause'} />
        {message(areAllPaused ? 'options_resume' : 'options_pause')}
      </button>
      <button type="button" class="btn danger" onClick={after(() => unsubscribe(feeds, toasts))}>
        {message('options_unsubscribe')}
      </button>
    </div>
  );
}
