import type { Emitter } from 'highlight.js';
import hljs from 'highlight.js/lib/core';
import { grammarsOf } from './code-grammars.ts';
import type { Run } from './code-runs.ts';
import { type Token, tokenOfClasses } from './code-tokens.ts';

/**
 * The pieces of code whose own page gave it no colours.
 *
 * @param language an id of `code-language.ts`
 * @returns none for a language without a grammar
 */
export async function highlight(code: string, language: string): Promise<readonly Run[]> {
  const grammars = grammarsOf(language);
  const [own] = grammars;
  if (!own) return [];
  for (const [name, load] of grammars) {
    if (!hljs.getLanguage(name)) hljs.registerLanguage(name, (await load()).default);
  }
  const { _emitter: emitter } = hljs.highlight(code, { language: own[0], ignoreIllegals: true });
  return emitter instanceof RunEmitter ? emitter.runs : [];
}

/** Notes where each scope stands, where highlight.js would write HTML. */
class RunEmitter implements Emitter {
  readonly runs: { start: number; end: number; token: Token }[] = [];
  readonly #open: (Token | undefined)[] = [];
  #length = 0;

  addText(text: string): void {
    this.#add(text.length, this.#open.at(-1));
  }

  startScope(scope: string): void {
    // What stands in a string as code is code.
    this.#open.push(scope === 'subst' ? undefined : (tokenOfScope(scope) ?? this.#open.at(-1)));
  }

  endScope(): void {
    this.#open.pop();
  }

  openNode(scope: string): void {
    this.startScope(scope);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(emitter: Emitter): void {
    if (!(emitter instanceof RunEmitter)) return;
    for (const { start, end, token } of emitter.runs) {
      this.runs.push({ start: start + this.#length, end: end + this.#length, token });
    }
    this.#length += emitter.#length;
  }

  finalize(): void {}

  toHTML(): string {
    return '';
  }

  #add(length: number, token: Token | undefined): void {
    const start = this.#length;
    this.#length += length;
    if (!token || length === 0) return;
    const last = this.runs.at(-1);
    if (last && last.end === start && last.token === token) last.end = this.#length;
    else this.runs.push({ start, end: this.#length, token });
  }
}

const SCOPES = new Map<string, Token | undefined>();

/** `title.function` is what its style sheets know as `hljs-title function_`. */
function tokenOfScope(scope: string): Token | undefined {
  if (!SCOPES.has(scope)) {
    const [first = '', ...more] = scope.split('.');
    SCOPES.set(scope, tokenOfClasses(`hljs-${first} ${more.map((word) => `${word}_`).join(' ')}`, false));
  }
  return SCOPES.get(scope);
}

hljs.configure({ __emitter: RunEmitter });
