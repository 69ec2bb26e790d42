import type { ComponentChildren } from 'preact';

/** A sentence and what can be done about it. */
export function Words({ text, children }: { readonly text: string; readonly children: ComponentChildren }) {
  return (
    <div class="words">
      <p>{text}</p>
      {children}
    </div>
  );
}
