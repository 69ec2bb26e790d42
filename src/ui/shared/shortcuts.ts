/**
 * What each key does. A name is `KeyboardEvent.key`, so that layouts work and Shift+A is `A`; `g u` is g, then u
 * within 1.5 s.
 */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const SEQUENCE_MS = 1500;

/** Held down, these go on; any other would act many times on one press. */
const REPEATING: ReadonlySet<string> = new Set(['j', 'k', 'PageDown', 'PageUp', 'ArrowDown', 'ArrowUp']);

/**
 * Runs shortcuts from the keys pressed anywhere in a page.
 *
 * Left alone are keys with Ctrl, Alt or Meta, those that compose a character, those typed into a field, and all
 * while a dialog is open, since it is a page of its own. What is handled does nothing else: `/` alone would open
 * the search of some browsers.
 *
 * @param shortcuts asked for with each key
 * @param singleKeys whether the person wants keys of one character
 * @returns stops listening
 */
export function listenForShortcuts(shortcuts: () => Shortcuts, singleKeys: () => boolean): () => void {
  let prefix = '';
  let prefixAt = 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.repeat && !REPEATING.has(event.key)) return;
    const isSingle = event.key.length === 1;
    const key = keyOf(event);
    if (isSingle && !singleKeys()) return;
    const known = shortcuts();
    const sequence = prefix && event.timeStamp - prefixAt <= SEQUENCE_MS ? `${prefix} ${key}` : '';
    prefix = '';
    const run = own(known, sequence) ?? own(known, key);
    if (run) {
      event.preventDefault();
      run(event);
    } else if (isSingle && Object.keys(known).some((name) => name.startsWith(`${key} `))) {
      prefix = key;
      prefixAt = event.timeStamp;
      event.preventDefault();
    }
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** With Caps Lock a letter comes in the other case, and means what it means without. */
function keyOf({ key, shiftKey }: KeyboardEvent): string {
  if (key.length > 1 || key.toLowerCase() === key.toUpperCase()) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}

function own(shortcuts: Shortcuts, name: string): Shortcuts[string] | undefined {
  return Object.hasOwn(shortcuts, name) ? shortcuts[name] : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}
