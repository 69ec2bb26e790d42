import { XMLParser } from 'fast-xml-parser';
import { textOfSource } from './markup.ts';
import { type DeclaredEntities, decodeInAddress } from './plain-text.ts';
import type { Part, Skeleton } from './skeleton.ts';
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
  readonly base: string | undefined;
  /** The nearest xml:lang from here up. */
  readonly language: string | undefined;
}

/**
 * The tokeniser sees skeletons only (skeleton.ts), which hold no text, no attributes and no DOCTYPE. preserveOrder
 * gives every child the same shape, whether it stands alone or not.
 */
const tokeniser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  processEntities: false,
  // Spares it to make a table of entities for each document, though it decodes none.
  entityDecoder: {
    setExternalEntities: () => {},
    addInputEntities: () => {},
    reset: () => {},
    decode: (text) => text,
    setXmlVersion: () => {},
  },
  parseTagValue: false,
  trimValues: false,
  // Spares it to write each element's path as text, for callbacks that nobody gave it.
  jPath: false,
  // The skeleton has its own, lower limit.
  maxNestedTags: 1000,
});

/**
 * The elements of a skeleton, each with its own text and attributes, its base (XML Base §4: an xml:base is relative to
 * the one above, the outermost to the document's address; one that is no address changes nothing) and its language.
 *
 * @returns the roots, nearly always one
 */
export function readElements(
  skeleton: Skeleton,
  entities: DeclaredEntities | undefined,
  documentUrl: string,
): readonly Element[] {
  const context: Context = { parts: skeleton.parts.values(), entities, documentUrl };
  return readChildren(nodesOf(tokeniser.parse(skeleton.xml)), context, { base: undefined, language: undefined });
}

interface Context {
  /** Of the elements that are still to be read, which are read in the order of their start tags. */
  readonly parts: Iterator<Part>;
  readonly entities: DeclaredEntities | undefined;
  readonly documentUrl: string;
}

type Inherited = Pick<Element, 'base' | 'language'>;

/** The tokeniser's nodes: `{ name: [children] }`. */
type Node = Readonly<Record<string, unknown>>;

function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value : [];
}

function readChildren(nodes: readonly Node[], context: Context, inherited: Inherited): Element[] {
  const children: Element[] = [];
  for (const node of nodes) {
    for (const name in node) children.push(readElement(name, nodesOf(node[name]), context, inherited));
  }
  return children;
}

const NOTHING: Part = { source: '', attributes: new Map() };

function readElement(name: string, nodes: readonly Node[], context: Context, inherited: Inherited): Element {
  const part: Part = context.parts.next().value ?? NOTHING;
  const attributes = decodeAttributes(part.attributes, context.entities);
  const statedBase = attributes.get('xml:base');
  const base =
    statedBase === undefined
      ? inherited.base
      : (resolveUrl(statedBase, inherited.base ?? context.documentUrl) ?? inherited.base);
  const language = attributes.get('xml:lang')?.trim() || inherited.language;
  const children = readChildren(nodes, context, { base, language });
  return { name, children, attributes, source: part.source, entities: context.entities, base, language };
}

function decodeAttributes(
  attributes: ReadonlyMap<string, string>,
  entities: DeclaredEntities | undefined,
): ReadonlyMap<string, string> {
  for (const value of attributes.values()) {
    if (!value.includes('&')) continue;
    return new Map([...attributes].map(([name, source]) => [name, decodeInAddress(source, entities)]));
  }
  return attributes;
}

const NONE: readonly Element[] = [];

/** Readers ask each entry for fifty names, most of which it lacks: what is not there must cost next to nothing. */
export function childrenNamed(element: Element, name: string): readonly Element[] {
  let found: Element[] | undefined;
  for (const child of element.children) {
    if (child.name !== name) continue;
    if (found) found.push(child);
    else found = [child];
  }
  return found ?? NONE;
}

export function childNamed(element: Element, name: string): Element | undefined {
  for (const child of element.children) if (child.name === name) return child;
  return undefined;
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
