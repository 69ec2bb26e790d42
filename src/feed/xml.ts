import { XMLParser } from 'fast-xml-parser';
import { textOfSource } from './markup.ts';
import { type DeclaredEntities, decodeInAddress } from './plain-text.ts';
import type { Skeleton } from './skeleton.ts';
import { resolveUrl } from './urls.ts';

/** An element with what the readers may ask of it. */
export interface Element {
  /** In lower case, with the readers' prefix (namespaces.ts). */
  readonly name: string;
  readonly children: readonly Element[];
  /** Decoded. Names as for elements. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Source of its own text, its children's not included. */
  readonly source: string;
  readonly entities: DeclaredEntities | undefined;
  /** What the xml:base attributes from the root down to here make (RFC 3986 §5.1.1); absent where none was stated. */
  readonly base?: string;
  /** The nearest xml:lang from here up. */
  readonly language?: string;
}

/**
 * The tokeniser sees skeletons only (skeleton.ts), which hold no text, no references and no DOCTYPE. preserveOrder
 * gives every child the same shape, whether it stands alone or not.
 */
const tokeniser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // The skeleton has its own, lower limit.
  maxNestedTags: 1000,
});

/** @returns the roots, nearly always one */
export function readElements(
  skeleton: Skeleton,
  entities: DeclaredEntities | undefined,
  documentUrl: string,
): readonly Element[] {
  const context: Context = { texts: skeleton.texts, entities, documentUrl };
  return readNodes(tokeniser.parse(skeleton.xml), context, {}).children;
}

interface Context {
  readonly texts: readonly string[];
  readonly entities: DeclaredEntities | undefined;
  readonly documentUrl: string;
}

type Inherited = Pick<Element, 'base' | 'language'>;

/** The tokeniser's nodes: `{ name: [children], ':@': { attribute: place } }` or `{ '#text': place }`. */
function readNodes(nodes: unknown, context: Context, inherited: Inherited): Pick<Element, 'children' | 'source'> {
  const children: Element[] = [];
  let source = '';
  for (const node of Array.isArray(nodes) ? (nodes as Record<string, unknown>[]) : []) {
    for (const name in node) {
      if (name === '#text') source += context.texts[Number(node[name])] ?? '';
      else if (name !== ':@') children.push(readElement(name, node[name], node[':@'], context, inherited));
    }
  }
  return { children, source };
}

function readElement(name: string, nodes: unknown, places: unknown, context: Context, inherited: Inherited): Element {
  const attributes = readAttributes(places, context);
  const statedBase = attributes.get('xml:base');
  const language = attributes.get('xml:lang')?.trim() || inherited.language;
  const base =
    statedBase === undefined
      ? inherited.base
      : (resolveUrl(statedBase, inherited.base ?? context.documentUrl) ?? inherited.base);
  const own: Inherited = { ...(base === undefined ? {} : { base }), ...(language === undefined ? {} : { language }) };
  return { name, attributes, entities: context.entities, ...own, ...readNodes(nodes, context, own) };
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function readAttributes(places: unknown, context: Context): ReadonlyMap<string, string> {
  if (typeof places !== 'object' || places === null) return NO_ATTRIBUTES;
  const attributes = new Map<string, string>();
  for (const [name, place] of Object.entries(places)) {
    attributes.set(name, decodeInAddress(context.texts[Number(place)] ?? '', context.entities));
  }
  return attributes;
}

export function childrenNamed(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

export function childNamed(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/** An element's text: CDATA unwrapped, references decoded once, trimmed; undefined where there is none. */
export function textOf(element: Element | undefined): string | undefined {
  if (!element || element.source === '') return undefined;
  return textOfSource(element.source, element.entities).trim() || undefined;
}

/** The text of the first of these children that has any, by the order of the names. */
export function firstText(element: Element, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const child of element.children) {
      if (child.name !== name) continue;
      const text = textOf(child);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** A trimmed attribute; undefined where it is absent or empty. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.attributes.get(name)?.trim() || undefined;
}
