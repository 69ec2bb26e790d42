import { rename, unwrap } from './elements.ts';
import type { Pass } from './pass.ts';

/** Tables scroll sideways in a region that the keyboard reaches; those that only lay out one column are no tables. */
export const scrollTables: Pass = (content, { labels }) => {
  const names = new Set<string>();
  for (const table of content.querySelectorAll('table')) {
    if (isOneColumn(table)) unwrapColumn(table);
    else if (!table.parentElement?.closest('table')) wrap(table, nameOf(table, names, labels.table));
  }
};

function wrap(table: Element, name: string): void {
  const region = document.createElement('div');
  region.className = 'table-scroll';
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', name);
  region.setAttribute('tabindex', '0');
  table.replaceWith(region);
  region.append(table);
}

/** Two regions of one name could not be told apart. */
function nameOf(table: Element, names: Set<string>, label: (number: number) => string): string {
  const caption = childrenOf([table], 'caption')[0]?.textContent?.trim().slice(0, 100);
  const name = caption && !names.has(caption) ? caption : label(names.size + 1);
  names.add(name);
  return name;
}

function isOneColumn(table: Element): boolean {
  return rowsOf(table).every((row) => {
    const cells = childrenOf([row], 'td', 'th');
    return cells.length <= 1 && cells[0]?.localName !== 'th';
  });
}

function unwrapColumn(table: Element): void {
  for (const caption of childrenOf([table], 'caption')) rename(caption, 'div');
  for (const group of childrenOf([table], 'colgroup', 'col')) group.remove();
  const rows = rowsOf(table);
  for (const cell of childrenOf(rows, 'td')) rename(cell, 'div');
  for (const row of rows) unwrap(row);
  for (const section of childrenOf([table], 'thead', 'tbody', 'tfoot')) unwrap(section);
  unwrap(table);
}

/** Its own rows, not those of tables in its cells. */
function rowsOf(table: Element): Element[] {
  return childrenOf([table, ...childrenOf([table], 'thead', 'tbody', 'tfoot')], 'tr');
}

function childrenOf(parents: readonly Element[], ...tags: readonly string[]): Element[] {
  return parents.flatMap((parent) => [...parent.children].filter((child) => tags.includes(child.localName)));
}
