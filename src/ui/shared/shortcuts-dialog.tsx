import { message } from '../../browser/i18n.ts';
import { Dialog } from './dialog.tsx';

export interface ShortcutGroup {
  readonly title: string;
  /** What a key does, and the keys to press one after another. */
  readonly rows: readonly (readonly [what: string, ...keys: string[]])[];
}

interface ShortcutsDialogProps {
  readonly groups: readonly ShortcutGroup[];
  /** False where the person switched single keys off: the dialog then says so. */
  readonly singleKeys: boolean;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ groups, singleKeys, onClose }: ShortcutsDialogProps) {
  return (
    <Dialog title={message('ui_shortcuts')} onClose={onClose}>
      {!singleKeys && <p class="shortcuts-off">{message('ui_shortcuts_off')}</p>}
      <div class="shortcuts">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <ul>
              {group.rows.map(([what, ...keys]) => (
                <li key={what}>
                  {what}
                  <span>
                    {keys.map((key) => (
                      <kbd key={key} class="kbd">
                        {key}
                      </kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
