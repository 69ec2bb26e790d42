import { tagEnd } from './plain-text.ts';

export interface Tag {
  /** The text between the tag before and this one. */
  readonly before: string;
  /** In lower case; '' for a comment. */
  readonly name: string;
  readonly closes: boolean;
  readonly closesItself: boolean;
  /** Source of the attributes. */
  readonly attributes: string;
}

const TAG_NAME = /[A-Za-z][^\s/>]*/y;

/** The tags of HTML source, one after another: linear in its length, since it never looks back. */
export class TagScanner {
  readonly #html: string;
  #at = 0;

  constructor(html: string) {
    this.#html = html;
  }

  /** The next tag or comment; undefined where only text follows. */
  next(): Tag | undefined {
    const html = this.#html;
    const from = this.#at;
    for (let open = html.indexOf('<', from); open >= 0; open = html.indexOf('<', open + 1)) {
      const second = html[open + 1];
      if (second === '!' || second === '?') return this.#comment(from, open);
      const closes = second === '/';
      TAG_NAME.lastIndex = closes ? open + 2 : open + 1;
      const name = TAG_NAME.exec(html)?.[0];
      if (name === undefined) continue;
      const attributesAt = TAG_NAME.lastIndex;
      this.#at = tagEnd(html, attributesAt);
      return {
        before: html.slice(from, open),
        name: name.toLowerCase(),
        closes,
        closesItself: html[this.#at - 2] === '/',
        attributes: html.slice(attributesAt, this.#at - 1),
      };
    }
    return undefined;
  }

  /** Goes on behind the end tag of that name; at the end where there is none. */
  skipPast(name: string): void {
    this.takeUpTo(name);
  }

  /** As skipPast. @returns what it passed over, without the end tag */
  takeUpTo(name: string): string {
    const from = this.#at;
    const endTag = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    endTag.lastIndex = from;
    const found = endTag.exec(this.#html);
    this.#at = found ? tagEnd(this.#html, endTag.lastIndex) : this.#html.length;
    return this.#html.slice(from, found ? found.index : this.#html.length);
  }

  rest(): string {
    return this.#html.slice(this.#at);
  }

  #comment(from: number, open: number): Tag {
    const html = this.#html;
    const isComment = html.startsWith('<!--', open);
    // "<!-->" is a whole comment (HTML §13.2.5.43).
    const end = isComment ? html.indexOf('-->', open + 2) : html.indexOf('>', open);
    this.#at = end < 0 ? html.length : end + (isComment ? 3 : 1);
    return { before: html.slice(from, open), name: '', closes: true, closesItself: false, attributes: '' };
  }
}

/** Name, then perhaps a value: the first of a name counts (HTML §13.2.5.33). The name may begin with `=`. */
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** All attributes of a tag, names in lower case, values as `attribute` gives them: for who asks for many. */
export function attributesOf(attributes: string): Map<string, string> {
  const values = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(attributes); found; found = ATTRIBUTE.exec(attributes)) {
    const [, written = '', doubleQuoted, singleQuoted, bare] = found;
    const name = written.toLowerCase();
    if (!values.has(name)) values.set(name, (doubleQuoted ?? singleQuoted ?? bare ?? '').trim());
  }
  return values;
}

/**
 * The value of an attribute, its entities undecoded; '' where it has none, undefined where it is absent.
 *
 * @param attributes source of a tag behind its name
 * @param wanted in lower case
 */
export function attribute(attributes: string, wanted: string): string | undefined {
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(attributes); found; found = ATTRIBUTE.exec(attributes)) {
    const [, name, doubleQuoted, singleQuoted, bare] = found;
    if (name?.toLowerCase() === wanted) return (doubleQuoted ?? singleQuoted ?? bare ?? '').trim();
  }
  return undefined;
}
