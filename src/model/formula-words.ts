import { texText } from '../feed/formula-text.ts';
import { type DollarEvidence, dollarEvidence, findTex, usesDollars } from './find-tex.ts';

/** Stands in for a formula that no line of text can say. */
export const FORMULA = '\ufffc';

/** No paragraphs beyond are asked what dollars mean in them. */
const MOST_ASKED = 200;

/** Turns the TeX in a post's paragraphs into what a line of text can say: `\(O(n^2)\)` into O(n²). */
export class FormulaReader {
  readonly #paragraphs: () => Iterable<string>;
  #withDollars: boolean | undefined;

  /** @param paragraphs gives those of the whole post, which tell together what a dollar means in it */
  constructor(paragraphs: () => Iterable<string>) {
    this.#paragraphs = paragraphs;
  }

  /** Whether there is TeX in any of them. */
  hasFormulas(): boolean {
    for (const text of this.#paragraphs()) {
      if (mayHold(text) && findTex(text, this.#usesDollars()).length > 0) return true;
    }
    return false;
  }

  /** @returns the text with FORMULA for each formula that is too much for a line */
  read(text: string): string {
    if (!mayHold(text)) return text;
    let said = '';
    let from = 0;
    for (const tex of findTex(text, this.#usesDollars())) {
      said += `${text.slice(from, tex.from)}${texText(tex.source) ?? FORMULA}`;
      from = tex.to;
    }
    return said + text.slice(from);
  }

  #usesDollars(): boolean {
    this.#withDollars ??= usesDollars(evidenceIn(this.#paragraphs()));
    return this.#withDollars;
  }
}

const SIGNS = /\\(?:[[(]|begin)/;

function mayHold(text: string): boolean {
  const dollar = text.indexOf('$');
  return (dollar >= 0 && text.includes('$', dollar + 1)) || (text.includes('\\') && SIGNS.test(text));
}

function evidenceIn(paragraphs: Iterable<string>): DollarEvidence {
  const sum = { certain: 0, clear: 0, unmistakable: 0 };
  let asked = 0;
  for (const text of paragraphs) {
    if (!mayHold(text)) continue;
    if (asked++ > MOST_ASKED) break;
    const evidence = dollarEvidence(text);
    sum.certain += evidence.certain;
    sum.clear += evidence.clear;
    sum.unmistakable += evidence.unmistakable;
  }
  return sum;
}
