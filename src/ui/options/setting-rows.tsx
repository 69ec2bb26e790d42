import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { changeSettings } from '../../browser/settings.ts';
import type { Settings } from '../../model/types.ts';
import { Choice } from '../shared/choice.tsx';
import type { Toasts } from '../shared/use-toasts.ts';

/** What a panel of settings needs. There is no Save button: a change applies at once. */
export interface SettingsProps {
  readonly settings: Settings;
  readonly toasts: Toasts;
}

interface RowProps {
  readonly label: string;
  readonly hint?: string;
}

interface SettingProps<Name extends keyof Settings> extends SettingsProps, RowProps {
  readonly name: Name;
}

interface ChoiceSettingProps<Name extends keyof Settings> extends SettingProps<Name> {
  readonly options: readonly { readonly value: Settings[Name]; readonly label: string }[];
}

/** A setting with a list of choices. */
export function SelectRow<Name extends keyof Settings>(props: ChoiceSettingProps<Name>) {
  const { name, options, settings, label, hint } = props;
  const id = useId();
  return (
    <Row label={<label for={id}>{label}</label>} hint={hint} hintId={`${id}-hint`}>
      <select
        class="input"
        id={id}
        name={name}
        value={String(settings[name])}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) apply(props, chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={String(option.value)} value={String(option.value)}>
            {option.label}
          </option>
        ))}
      </select>
    </Row>
  );
}

/** A setting with few choices, all in view. */
export function SegmentRow<Name extends 'theme' | 'badge' | 'textFace' | 'textMeasure'>(
  props: ChoiceSettingProps<Name>,
) {
  const { name, options, settings, label, hint } = props;
  return (
    <Row label={<b>{label}</b>} hint={hint}>
      <Choice label={label} options={options} value={settings[name]} onChoose={(value) => apply(props, value)} />
    </Row>
  );
}

interface SwitchRowProps extends SettingProps<'singleKeys' | 'markReadOnOpen' | 'lookUpDiscussions' | 'wrapCode'> {
  /** Asks for what the setting needs, in the tick of the press; where that is refused, it stays off. */
  readonly ask?: () => Promise<boolean>;
}

/** A setting that is on or off. */
export function SwitchRow(props: SwitchRowProps) {
  const { name, settings, label, hint } = props;
  const id = useId();
  return (
    <Row label={<label for={id}>{label}</label>} hint={hint} hintId={`${id}-hint`}>
      <input
        class="switch"
        type="checkbox"
        role="switch"
        id={id}
        name={name}
        checked={settings[name]}
        aria-checked={settings[name]}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => turn(props, event.currentTarget)}
      />
    </Row>
  );
}

function turn(props: SwitchRowProps, input: HTMLInputElement) {
  const { ask, toasts } = props;
  const { checked } = input;
  if (!checked || !ask) {
    apply(props, checked);
    return;
  }
  const stayOff = () => {
    input.checked = false;
  };
  toasts.attempt(ask(), (isAllowed) => (isAllowed ? apply(props, true) : stayOff()), stayOff);
}

function apply<Name extends keyof Settings>({ name, toasts }: SettingProps<Name>, value: Settings[Name]) {
  toasts.attempt(changeSettings({ [name]: value }));
}

interface SettingRowProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly hintId?: string;
  readonly children?: ComponentChildren;
}

/** One row of a card: what it is on the left, its control on the right. */
export function Row({ label, hint, hintId, children }: SettingRowProps) {
  return (
    <div class="row">
      <div class="what">
        {label}
        {hint && <small id={hintId}>{hint}</small>}
      </div>
      {children && <div class="control">{children}</div>}
    </div>
  );
}
