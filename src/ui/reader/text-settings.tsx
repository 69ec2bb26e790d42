import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { formatNumber, message } from '../../browser/i18n.ts';
import { changeSettings } from '../../browser/settings.ts';
import type { Settings } from '../../model/types.ts';
import { Choice } from '../shared/choice.tsx';
import { Icon } from '../shared/icon.tsx';
import { faceOptions, measureOptions, TEXT_SIZES, themeOptions } from '../shared/look-choices.ts';
import type { Toasts } from '../shared/use-toasts.ts';

interface TextSettingsProps {
  readonly settings: Settings;
  readonly toasts: Toasts;
}

/** A button, and below it how articles look. The article stays in view: what is chosen is seen at once. */
export function TextSettings(props: TextSettingsProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div>
      <button
        ref={button}
        type="button"
        class="ib"
        aria-label={message('reader_text')}
        title={message('reader_text')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="text" />
      </button>
      {isOpen && <Panel {...props} id={panelId} onClose={close} onLeave={() => setOpen(false)} />}
    </div>
  );
}

interface PanelProps extends TextSettingsProps {
  readonly id: string;
  /** Back to the button. */
  readonly onClose: () => void;
  /** The person has gone elsewhere. */
  readonly onLeave: () => void;
}

function Panel({ id, settings, toasts, onClose, onLeave }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.querySelector('button')?.focus(), []);
  useEffect(() => {
    const place = panel.current?.parentElement;
    const onPress = ({ target }: Event) => {
      if (target instanceof Node && !place?.contains(target)) onLeave();
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [onLeave]);
  const change = (changed: Partial<Settings>) => toasts.attempt(changeSettings(changed));
  return (
    <div
      ref={panel}
      id={id}
      class="text-settings"
      role="dialog"
      aria-label={message('reader_text')}
      tabIndex={-1}
      onKeyDown={(event) => {
        // Neither the page's shortcuts nor the toolbar's arrows count here.
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
      onFocusOut={({ relatedTarget }) => {
        // A press on the button closes by itself; the window that loses the focus closes nothing.
        if (relatedTarget instanceof Node && !panel.current?.parentElement?.contains(relatedTarget)) onLeave();
      }}
    >
      <Row label={message('ui_text_size')}>
        <Size size={settings.textSize} onChoose={(textSize) => change({ textSize })} />
      </Row>
      <Row label={message('ui_face')}>
        <Choice
          label={message('ui_face')}
          options={faceOptions()}
          value={settings.textFace}
          onChoose={(textFace) => change({ textFace })}
        />
      </Row>
      <Row label={message('ui_measure')}>
        <Choice
          label={message('ui_measure')}
          options={measureOptions()}
          value={settings.textMeasure}
          onChoose={(textMeasure) => change({ textMeasure })}
        />
      </Row>
      <Row label={message('ui_theme')}>
        <Choice
          label={message('ui_theme')}
          options={themeOptions()}
          value={settings.theme}
          onChoose={(theme) => change({ theme })}
        />
      </Row>
    </div>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="row">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

interface SizeProps {
  readonly size: Settings['textSize'];
  readonly onChoose: (size: Settings['textSize']) => void;
}

function Size({ size, onChoose }: SizeProps) {
  const at = TEXT_SIZES.indexOf(size);
  const step = (by: -1 | 1) => {
    const next = TEXT_SIZES[at + by];
    return (
      <button
        type="button"
        aria-label={message(by < 0 ? 'reader_smaller' : 'reader_larger')}
        // Stays focusable: at the end, the focus is not lost.
        aria-disabled={next === undefined}
        onClick={() => next && onChoose(next)}
      >
        <Icon name={by < 0 ? 'minus' : 'plus'} />
      </button>
    );
  };
  return (
    <div class="seg" role="group" aria-label={message('ui_text_size')}>
      {step(-1)}
      <span class="size num" role="status">
        {message('ui_pixels', formatNumber(size))}
      </span>
      {step(1)}
    </div>
  );
}
