import type { ComponentChildren } from 'preact';

interface PanelHeadProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

export function PanelHead({ title, text, children }: PanelHeadProps) {
  return (
    <header class="panel-head">
      <div>
        {/* Takes the focus where what had it is gone. */}
        <h1 tabIndex={-1}>{title}</h1>
        <p>{text}</p>
      </div>
      {children && <div class="actions">{children}</div>}
    </header>
  );
}
