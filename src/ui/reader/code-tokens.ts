/** What a piece of code is; each has a colour in tokens.css. `ins` and `del` are whole lines. */
export const TOKENS = ['kw', 'type', 'fn', 'str', 'num', 'com', 'name', 'op', 'prompt', 'ins', 'del'] as const;
export type Token = (typeof TOKENS)[number];

export function classOf(token: Token): string {
  return `t-${token}`;
}

function entries(token: Token, words: string): [string, Token][] {
  return words.split(' ').map((word) => [word, token]);
}

/**
 * Words that several highlighters use, with prefixes or without: Prism, highlight.js of all ages, CodeRay, CodeMirror,
 * Org, Vim, SyntaxHighlighter, TextMate scopes.
 */
const WORDS: ReadonlyMap<string, Token> = new Map([
  ...entries(
    'kw',
    'keyword keywords reserved statement storage doctag important atrule rule at-rule modifier selector',
  ),
  ...entries('kw', 'conditional repeat exception include preproc preprocessor meta-keyword annotation decorator this'),
  ...entries('kw', 'control import selector-tag builtin-keyword special-form'),
  ...entries('type', 'type class class-name builtin built_in tag predefined-type namespace module storagetype section'),
  ...entries('type', 'predefined class-reference interface-name generic type-name maybe-class-name selector-class'),
  ...entries('type', 'selector-pseudo template-tag'),
  ...entries('fn', 'function functions title method function-name def predefined-function function-variable macro'),
  ...entries('fn', 'selector-id callable'),
  ...entries('str', 'string string-2 char character regex regexp attr-value attribute-value value url escape link'),
  ...entries('str', 'template-string template-literal heredoc quoted quote formula string-value'),
  ...entries(
    'num',
    'number numeric integer float constant constants literal boolean symbol atom color hexcolor bullet',
  ),
  ...entries('num', 'date nil null undefined unit'),
  ...entries('com', 'comment comments prolog doctype cdata doc doc-comment blockcomment shebang documentation'),
  ...entries('com', 'block-comment line-comment comment-delimiter'),
  ...entries(
    'name',
    'meta variable variables variable-2 variable-3 property attr attribute attr-name attribute-name name',
  ),
  ...entries('name', 'parameter instance-variable global-variable class-variable template-variable identifier'),
  ...entries('name', 'constant-name variable-name entity selector-attr label key'),
  ...entries('op', 'operator operators'),
  ...entries('prompt', 'prompt'),
  ...entries('ins', 'inserted inserted-sign addition'),
  ...entries('del', 'deleted deleted-sign deletion'),
]);

/** Codes of Pygments, Rouge and Chroma; what is not named goes by its first letter's kind, or has no colour. */
const PYGMENTS: ReadonlyMap<string, Token> = new Map([
  ...entries('kw', 'k kc kd kn kp kr kv cp nd ow bp'),
  ...entries('type', 'kt nc nn ne nb nt'),
  ...entries('fn', 'nf fm'),
  ...entries('str', 's cpf sa sb sc dl sd s2 se sh si sx sr s1 ss ld s-Atom'),
  ...entries('num', 'm mb mf mh mi il mo mx no l'),
  ...entries('com', 'c ch cm c1 cs gh gu'),
  ...entries('name', 'na nv vc vg vi vm py ni nl'),
  ...entries('op', 'o'),
  ...entries('prompt', 'gp'),
  ...entries('ins', 'gi'),
  ...entries('del', 'gd'),
]);

/** Pandoc; two codes mean something else in Pygments. */
const PANDOC: ReadonlyMap<string, Token> = new Map([
  ...entries('kw', 'kw cf im pp'),
  ...entries('type', 'dt bu ex'),
  ...entries('fn', 'fu'),
  ...entries('str', 'ch st ss vs sc'),
  ...entries('num', 'dv bn fl cn'),
  ...entries('com', 'co do an cv in wa'),
  ...entries('name', 'va at ot'),
  ...entries('op', 'op'),
]);

/** Codes that stand for themselves: GitHub, GeSHi, prettify. */
const OTHERS: ReadonlyMap<string, Token> = new Map([
  ...entries('kw', 'pl-k kwd kw1 kw2'),
  ...entries('type', 'pl-ent typ tag kw4 kw5'),
  ...entries('fn', 'pl-en fun kw3 me1 me2'),
  ...entries('str', 'pl-s pl-pds pl-sr pl-cce pl-pse atv st0 st_h es0 es1'),
  ...entries('num', 'pl-c1 lit nu0 nu8 nu12 nu19'),
  ...entries('com', 'pl-c com co0 co1 co2 co3 co4 coMULTI dec'),
  ...entries('name', 'pl-v pl-smi pl-e atn re0 re1 re2'),
  ...entries('op', 'sy0 sy1 sy2'),
  ...entries('ins', 'pl-mi1'),
  ...entries('del', 'pl-md'),
]);

/** Enlighter's groups and Crayon's elements. */
const LETTERS: ReadonlyMap<string, Token> = new Map([
  ...entries(
    'kw',
    'enlighter-k0 enlighter-k1 enlighter-k2 enlighter-k3 enlighter-k5 crayon-st crayon-r crayon-m crayon-p',
  ),
  ...entries('type', 'enlighter-t0 enlighter-t1 enlighter-k4 enlighter-k9 crayon-t crayon-ta crayon-n'),
  ...entries('fn', 'enlighter-m0 enlighter-m1 enlighter-m2 enlighter-m3 crayon-e crayon-f'),
  ...entries(
    'str',
    'enlighter-s0 enlighter-s1 enlighter-s2 enlighter-s3 enlighter-s4 enlighter-s5 enlighter-s6 crayon-s',
  ),
  ...entries('num', 'enlighter-n0 enlighter-n1 enlighter-n2 enlighter-n3 enlighter-n4 enlighter-e0 crayon-cn'),
  ...entries('com', 'enlighter-c0 enlighter-c1 enlighter-c2 crayon-c'),
  ...entries('name', 'enlighter-v0 enlighter-v1 crayon-v crayon-i crayon-a'),
  ...entries('op', 'enlighter-g0 enlighter-g1 crayon-o'),
]);

/** highlight.js tells by a second word what the first is of. */
const SECOND: ReadonlyMap<string, Token> = new Map([
  ...entries('type', 'class_ inherited__'),
  ...entries('fn', 'function_ invoke__'),
  ...entries('kw', 'language_'),
  ...entries('num', 'constant_'),
  ...entries('prompt', 'prompt_'),
]);

const PREFIX = /^(?:hljs-|cm-|org-|token-|tok-)/;

/**
 * What a highlighter's classes say.
 *
 * @param classes untrusted value of an attribute
 * @param pandoc whether the block is Pandoc's
 * @returns nothing for classes that mean no colour
 */
export function tokenOfClasses(classes: string, pandoc: boolean): Token | undefined {
  const words = classes.slice(0, 200).split(/\s+/);
  for (const word of words) {
    const second = SECOND.get(word);
    if (second) return second;
  }
  for (const word of words) {
    const token =
      (pandoc ? PANDOC.get(word) : undefined) ??
      PYGMENTS.get(word) ??
      OTHERS.get(word) ??
      LETTERS.get(word) ??
      WORDS.get(word.replace(PREFIX, '').toLowerCase());
    if (token) return token;
  }
  return undefined;
}
