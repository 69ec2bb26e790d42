import type { Pass } from './pass.ts';

/** Every block of code scrolls sideways in a frame of its own and keeps its text byte for byte. */
export const frameCode: Pass = (content, { labels }) => {
  for (const table of content.querySelectorAll('table')) dropLineNumbers(table);
  for (const pre of content.querySelectorAll('pre')) {
    if (pre.parentElement?.closest('pre')) continue;
    const frame = document.createElement('div');
    frame.className = 'code-block';
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', labels.code);
    pre.replaceWith(frame);
    pre.setAttribute('tabindex', '0');
    // Code reads from left to right in a text of any direction.
    pre.setAttribute('dir', 'ltr');
    frame.append(pre);
  }
};

/** Highlighters put the numbers of lines into a first column, beside the code: a table of one row. */
function dropLineNumbers(table: Element): void {
  const rows = table.querySelectorAll('tr');
  const cells = table.querySelectorAll('td, th');
  const [numbers, code] = cells;
  if (rows.length !== 1 || cells.length !== 2 || !numbers || !code) return;
  const pre = code.querySelectorAll('pre');
  if (pre.length === 1 && pre[0] && numbers.querySelector('pre') && /^[\s\d]*$/.test(numbers.textContent ?? '')) {
    table.replaceWith(pre[0]);
  }
}
