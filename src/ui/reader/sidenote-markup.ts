/** Ids of our own: an author who has these has copied them. */
const NOTE = 'sidenote-of-linefeed-';

/**
 * Notes in the margin stand in the middle of their sentence, and only a style sheet moves them: they become notes at
 * the end, with a number where they stood (Tufte CSS and what follows it).
 *
 * Runs on raw, untrusted trees, before the sanitiser.
 */
export function keepSidenotes(body: HTMLElement): void {
  const page = body.ownerDocument;
  const list = page.createElement('ol');
  for (const note of body.querySelectorAll('p span.sidenote, p span.marginnote, p small.sidenote, li span.sidenote')) {
    // One in another goes along with it.
    if (note.parentElement?.closest('.sidenote, .marginnote')) continue;
    const number = list.childElementCount + 1;
    const item = page.createElement('li');
    item.id = `${NOTE}${number}`;
    item.append(...note.childNodes);
    list.append(item);
    note.replaceWith(reference(number));
  }
  // They open and close notes on narrow screens.
  for (const toggle of body.querySelectorAll('label.margin-toggle, input.margin-toggle')) toggle.remove();
  if (list.childElementCount > 0) body.append(list);
}

function reference(number: number): HTMLElement {
  const raised = document.createElement('sup');
  const link = document.createElement('a');
  link.id = `${NOTE}${number}-reference`;
  link.href = `#${NOTE}${number}`;
  link.textContent = String(number);
  raised.append(link);
  return raised;
}
