/** One shape on a 16 px grid; drawn by the stroke, `solid` parts by filling. */
interface Glyph {
  readonly line: string;
  readonly solid?: string;
  readonly strokeWidth?: number;
}

const GLYPHS = {
  alert: { line: 'M8 2.5 14.25 13.25H1.75zM8 6.5v3M8 11.25h.01' },
  bell: {
    line: 'M3.25 11.25h9.5c-1-1.1-1.25-2-1.25-4.25a3.5 3.5 0 0 0-7 0c0 2.25-.25 3.15-1.25 4.25zM6.75 13.5h2.5',
  },
  book: {
    line: 'M8 4.25C6.75 3.25 5 2.9 2 3v9.5c3-.1 4.75.25 6 1.25 1.25-1 3-1.35 6-1.25V3c-3-.1-4.75.25-6 1.25zM8 4.25v9.5',
  },
  bookmark: { line: 'M4 2.5h8v11L8 10.6 4 13.5z' },
  check: { line: 'm3 8.5 3.25 3.25L13 4.75' },
  'check-all': { line: 'm1.5 8.5 3 3 6-7M7.5 10.5l1 1 6-7' },
  'chevron-down': { line: 'm4.5 6.5 3.5 3.5 3.5-3.5' },
  'chevron-left': { line: 'M9.5 4.5 6 8l3.5 3.5' },
  'chevron-right': { line: 'm6.5 4.5 3.5 3.5-3.5 3.5' },
  clock: { line: 'M2.25 8a5.75 5.75 0 1 0 11.5 0 5.75 5.75 0 1 0-11.5 0M8 4.75V8l2.25 1.5' },
  close: { line: 'm4 4 8 8M12 4l-8 8' },
  code: { line: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5' },
  copy: {
    line: 'M6.75 5.5h5.5a1.25 1.25 0 0 1 1.25 1.25v5.5a1.25 1.25 0 0 1-1.25 1.25h-5.5a1.25 1.25 0 0 1-1.25-1.25v-5.5A1.25 1.25 0 0 1 6.75 5.5zM10.5 5.5v-3h-8v8h3',
  },
  export: { line: 'M8 2.5v8M4.75 7.5 8 10.5l3.25-3M2.5 10.5v3h11v-3' },
  external: { line: 'M6.5 3H3v10h10V9.5M9.5 2.75h3.75V6.5M13 3 7.5 8.5' },
  feeds: { line: 'M5.5 4h8.5M5.5 8h8.5M5.5 12h8.5M2.25 4h.01M2.25 8h.01M2.25 12h.01' },
  focus: { line: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M5.5 8h5' },
  import: { line: 'M8 10.5v-8M4.75 5.5 8 2.5l3.25 3M2.5 10.5v3h11v-3' },
  inbox: { line: 'M2 9.5 4 3.25h8l2 6.25v3.25H2zM2 9.5h3.5a2.5 2.5 0 0 0 5 0H14' },
  info: { line: 'M2 8a6 6 0 1 0 12 0A6 6 0 1 0 2 8M8 7.25v3.5M8 5h.01' },
  keyboard: {
    line: 'M2.75 4h10.5a1.25 1.25 0 0 1 1.25 1.25v6a1.25 1.25 0 0 1-1.25 1.25H2.75a1.25 1.25 0 0 1-1.25-1.25v-6A1.25 1.25 0 0 1 2.75 4zM4 6.75h.01M6.65 6.75h.01M9.35 6.75h.01M12 6.75h.01M4.75 9.75h6.5',
  },
  link: {
    line: 'M6.75 9.25a2.5 2.5 0 0 0 3.55 0l2.2-2.2a2.5 2.5 0 0 0-3.55-3.55l-.7.7M9.25 6.75a2.5 2.5 0 0 0-3.55 0l-2.2 2.2a2.5 2.5 0 0 0 3.55 3.55l.7-.7',
  },
  minus: { line: 'M3 8h10' },
  more: { line: 'M3.5 8h.01M8 8h.01M12.5 8h.01', strokeWidth: 2.2 },
  offline: {
    line: 'M2 2l12 12M4.7 8.6A5 5 0 0 1 7 7.35M9.9 7.6c.5.25.97.6 1.4 1M2.3 6.1a8.3 8.3 0 0 1 2.2-1.45M7.3 4a8.5 8.5 0 0 1 6.4 2.1M8 12h.01',
  },
  panes: {
    line: 'M3.5 2.75h9A1.5 1.5 0 0 1 14 4.25v7.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.75v-7.5a1.5 1.5 0 0 1 1.5-1.5zM6 2.75v10.5',
  },
  pause: { line: 'M5.5 3.5v9M10.5 3.5v9' },
  play: { line: 'M5 3.25 12.25 8 5 12.75z' },
  plus: { line: 'M8 3v10M3 8h10' },
  refresh: { line: 'M13.25 8a5.25 5.25 0 1 1-1.6-3.77M13.25 2v3h-3' },
  search: { line: 'M2.75 7a4.25 4.25 0 1 0 8.5 0 4.25 4.25 0 1 0-8.5 0M10.25 10.25l3.25 3.25' },
  settings: {
    line: 'M5.75 8a2.25 2.25 0 1 0 4.5 0 2.25 2.25 0 1 0-4.5 0M8 1.75V3.5M8 12.5v1.75M1.75 8H3.5M12.5 8h1.75M3.58 3.58l1.24 1.24M11.18 11.18l1.24 1.24M3.58 12.42l1.24-1.24M11.18 4.82l1.24-1.24',
  },
  text: { line: 'M1.5 12.5 5 3.5l3.5 9M2.7 9.5h4.6M10 12.5l2.25-6 2.25 6M10.8 10.5h2.9' },
  trash: { line: 'M2.75 4.25h10.5M6 4.25v-1.5h4v1.5M4 4.25l.6 9h6.8l.6-9' },
  unread: { line: 'M2.75 8a5.25 5.25 0 1 0 10.5 0 5.25 5.25 0 1 0-10.5 0', solid: 'M6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0' },
  wrap: { line: 'M2 3.5h12M2 8h9.5a2.25 2.25 0 0 1 0 4.5h-3M10 10.75 8.25 12.5 10 14.25M2 12.5h3.5' },
} satisfies Record<string, Glyph>;

export type IconName = keyof typeof GLYPHS;

/** Decoration only: the control or text beside it carries the name. */
export function Icon({ name, filled = false }: { readonly name: IconName; readonly filled?: boolean }) {
  const glyph: Glyph = GLYPHS[name];
  return (
    <svg class={filled ? 'i filled' : 'i'} viewBox="0 0 16 16" aria-hidden="true" stroke-width={glyph.strokeWidth}>
      <path d={glyph.line} />
      {glyph.solid && <path class="solid" d={glyph.solid} />}
    </svg>
  );
}

/** The same for what no component draws. */
export function iconElement(name: IconName): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('class', 'i');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', GLYPHS[name].line);
  svg.append(path);
  return svg;
}

/** @param size px */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg class="logo" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <rect class="tile" width="16" height="16" rx="3.6" />
      <g class="lines">
        <path d="M3.5 4H9a2 2 0 0 1 2 2v6" />
        <path d="M8.6 9.8 11 12.2l2.4-2.4M3.5 8h2.6M3.5 12h2" />
      </g>
    </svg>
  );
}
