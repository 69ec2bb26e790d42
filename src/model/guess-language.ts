import { languageOf, SESSION } from './code-language.ts';

/** Enough to tell by, and never long to read. */
const READ = 4_000;
/** Weights below this are chance. */
const CONFIDENT = 4;
/** How far the best must be ahead of the next. */
const AHEAD = 2;
/** The same sign again says little more. */
const MOST_TIMES = 3;

/**
 * Signs of a language, each with its weight.
 *
 * Each is looked for in linear time: nothing that repeats reaches into the next line, where the search begins anew, nor
 * without a bound over what the sign itself can begin with.
 */
const SIGNS: readonly (readonly [id: string, signs: readonly (readonly [sign: RegExp, weight: number])[]])[] = [
  [
    'php',
    [
      [/<\?php\b/g, 8],
      [/\$this->/g, 3],
      [/^[ \t]*\$\w+ = /gm, 1],
    ],
  ],
  [
    'html',
    [
      [/<!doctype html/gi, 8],
      [/<\/(?:div|p|a|span|body|html|head|ul|li|table|script|form)>/g, 3],
      [/<(?:div|script|link|meta|input|img) [a-z-]+=/g, 2],
    ],
  ],
  [
    'xml',
    [
      [/^<\?xml /g, 8],
      [/<\/[a-z][\w]*:[a-z]\w*>/gi, 3],
      [/ xmlns(?::\w+)?="/g, 4],
    ],
  ],
  [
    'diff',
    [
      [/^diff --git /gm, 8],
      [/^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/gm, 8],
      [/^(?:---|\+\+\+) [ab]\//gm, 4],
    ],
  ],
  [
    SESSION,
    [
      [/^\$ [a-z.~/]/gm, 4],
      [/^[\w.-]+@[\w.-]+:[^\n$#]{0,60}[$#] /gm, 6],
    ],
  ],
  ['pycon', [[/^>>> /gm, 6]]],
  [
    'sql',
    [
      [/^[ \t]*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (?:TABLE|INDEX|VIEW)|ALTER TABLE|EXPLAIN)\b/gim, 3],
      [/\b(?:FROM|WHERE|GROUP BY|ORDER BY|INNER JOIN|LEFT JOIN|PRIMARY KEY|NOT NULL)\b/g, 1],
      [/;[ \t]*$/gm, 1],
    ],
  ],
  [
    'c',
    [
      [
        /^[ \t]*#[ \t]*include[ \t]*<(?:std(?:io|lib|int|bool|arg)|string|unistd|sys\/\w+|linux\/\w+|errno|math)\.h>/gm,
        5,
      ],
      [/^[ \t]*#[ \t]*(?:define|ifdef|ifndef|endif)\b/gm, 2],
      [/\b(?:int|void|char|unsigned|struct|size_t|static|double) [\w *]{1,80}[;({=]/g, 1],
      [/\w->\w/g, 1],
      [/\bprintf\("/g, 1],
    ],
  ],
  [
    'cpp',
    [
      [/^[ \t]*#[ \t]*include[ \t]*<(?:iostream|vector|string|map|memory|algorithm|thread|utility)>/gm, 5],
      [/\bstd::\w/g, 3],
      [/\btemplate\s*</g, 4],
      [/\b(?:nullptr|constexpr|namespace)\b/g, 2],
    ],
  ],
  [
    'csharp',
    [
      [/^using System\b[\w.]*;/gm, 6],
      [/\bnamespace [\w.]+\s*[;{]/g, 1],
      [/\bpublic (?:async )?(?:override |static |virtual )*[\w<>[\]]+ \w+ \{ get;/g, 5],
      [/\bConsole\.Write/g, 4],
    ],
  ],
  [
    'java',
    [
      [/^import (?:static )?(?:java|javax|org|com)\.[\w.*]+;/gm, 5],
      [/\bpublic static void main\(String/g, 6],
      [/\bSystem\.out\.print/g, 5],
      [/^[ \t]*(?:public|private|protected) [\w<>[\], ]+\(/gm, 1],
      [/^[ \t]*@Override\b/gm, 3],
    ],
  ],
  [
    'go',
    [
      [/^package \w+$/gm, 4],
      [/^func (?:\(\w+ \*?\w+\) )?\w+\(/gm, 3],
      [/:= /g, 1],
      [/\bif err != nil\b/g, 5],
      [/\bfmt\.\w/g, 3],
    ],
  ],
  [
    'rust',
    [
      [/\bfn \w+(?:<[^>\n]{0,80}>)?\(/g, 2],
      [/\blet mut \w/g, 4],
      [/\bimpl(?:<[^>\n]{0,80}>)? \w/g, 3],
      [/\b(?:println|vec|panic|format)!\s*[([]/g, 4],
      [/#\[derive\(/g, 6],
      [/\bpub (?:fn|struct|enum|mod)\b/g, 4],
      [/^use (?:std|crate|super)::/gm, 5],
    ],
  ],
  [
    'python',
    [
      [/^[ \t]*def \w+\([^\n]*\)(?: -> [^\n]{1,60})?:[ \t]*$/gm, 4],
      [/^[ \t]*class \w+(?:\([\w., =]*\))?:[ \t]*$/gm, 4],
      [/^from [\w.]+ import /gm, 4],
      [/^import \w[\w.]*(?: as \w+)?$/gm, 2],
      [/^[ \t]*(?:if|elif|for|while|with|try|except|else)\b[^\n{]*:[ \t]*$/gm, 1],
      [/\bself\.\w/g, 1],
      [/^[ \t]*print\(/gm, 1],
    ],
  ],
  [
    'ruby',
    [
      [/^[ \t]*def [\w.?!]+(?:\([^)\n]*\))?[ \t]*$/gm, 2],
      [/^[ \t]*end[ \t]*$/gm, 1],
      [/\bdo \|[\w, ]+\|/g, 4],
      [/^[ \t]*require(?:_relative)? ['"]/gm, 4],
      [/^[ \t]*attr_(?:accessor|reader|writer) :/gm, 5],
      [/^[ \t]*puts /gm, 2],
    ],
  ],
  [
    'javascript',
    [
      [/\bconsole\.log\(/g, 4],
      [/^[ \t]*(?:export )?(?:const|let|var) [\w{[, }\]]+ = /gm, 2],
      [/\)? => [{(\w]/g, 1],
      [/\bfunction\s*\w*\([\w, ]*\)\s*\{/g, 2],
      [/\bdocument\.(?:getElement|querySelector|createElement)/g, 4],
      [/\brequire\(['"]/g, 3],
      [/^[ \t]*import [\w{}*, ]+ from ['"]/gm, 4],
      [/===/g, 1],
    ],
  ],
  [
    'typescript',
    [
      [/^[ \t]*(?:export )?interface \w+(?:<[^>\n]{0,60}>)? (?:extends [\w, ]+ )?\{/gm, 4],
      [/^[ \t]*(?:export )?type \w+(?:<[^>\n]{0,60}>)? = /gm, 5],
      [/\b(?:const|let|readonly) \w+\??: (?:string|number|boolean|\w+\[\])/g, 5],
      [/[(,] ?\w+\??: (?:string|number|boolean|any|unknown)\b/g, 3],
    ],
  ],
  [
    'css',
    [
      [/^[ \t]*[.#]?[\w-]+(?:[ >.:#,][\w .:#>,()-]{0,60})? \{[ \t]*$/gm, 1],
      [
        /^[ \t]*(?:color|margin|padding|display|font-[a-z]+|background(?:-[a-z]+)?|width|height|border(?:-[a-z]+)?|position): [^;\n]{1,80};/gm,
        2,
      ],
      [/^@media /gm, 4],
    ],
  ],
  [
    'docker',
    [
      [/^FROM [\w./:-]+(?: AS \w+)?[ \t]*$/gm, 4],
      [/^(?:RUN|COPY|ENTRYPOINT|CMD|WORKDIR|EXPOSE|ENV) /gm, 2],
    ],
  ],
  [
    'bash',
    [
      [/^[ \t]*(?:if \[|then$|fi$|done$|esac$|for \w+ in [^\n]*; do)/gm, 3],
      [
        /^[ \t]*(?:sudo|apt-get|apt|brew|git|docker|curl|npm|cd|mkdir|chmod|export|echo|pip|kubectl|ssh|systemctl|cargo) /gm,
        2,
      ],
      [/\$\{\w+\}/g, 1],
      [/^[ \t]*export \w+=/gm, 3],
    ],
  ],
  [
    'yaml',
    [
      [/^---[ \t]*$/gm, 2],
      [/^[ \t]*(?:- )?[\w./-]+:(?: [^{;\n]{1,80})?$/gm, 1],
      [/^(?:apiVersion|kind|metadata|services|jobs|steps): ?/gm, 4],
    ],
  ],
  [
    'toml',
    [
      [/^\[{1,2}[\w.-]+\]{1,2}[ \t]*$/gm, 2],
      [/^[\w-]+ = (?:"[^"\n]*"|\d+|true|false|\[)/gm, 1],
    ],
  ],
  [
    'haskell',
    [
      [/^\w+ :: [^\n]{1,120}$/gm, 3],
      [/^import (?:qualified )?[A-Z][\w.]+/gm, 3],
      [/^module [A-Z][\w.]* /gm, 4],
      [/ <- /g, 1],
    ],
  ],
  [
    'clojure',
    [
      [/^\(ns [\w.-]+/gm, 6],
      [/\(defn-? [\w!?*-]+/g, 5],
      [/\(let \[/g, 4],
    ],
  ],
  [
    'makefile',
    [
      [/^[\w.%/-]+:(?: [\w.%/ -]*)?\n\t/gm, 4],
      [/\$\((?:CC|CFLAGS|MAKE|shell|wildcard|patsubst)\b/g, 4],
      [/^\.PHONY:/gm, 8],
    ],
  ],
];

/**
 * The language of code whose markup says nothing, if its text leaves little doubt.
 *
 * @param code of any length: the first 4,000 characters are read
 * @returns an id of `code-language.ts`; nothing where it could be several, or prose
 */
export function guessLanguage(code: string): string | undefined {
  const read = code
    .slice(0, READ)
    // The signs know one end of a line, and some systems indent by no-break spaces.
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\u00a0', ' ');
  const byFirstLine = interpreter(read);
  if (byFirstLine) return byFirstLine;
  if (isJson(code)) return 'json';
  let best: string | undefined;
  let most = 0;
  let next = 0;
  for (const [id, signs] of SIGNS) {
    let score = 0;
    for (const [sign, weight] of signs) score += weight * Math.min(MOST_TIMES, countOf(sign, read));
    if (score > most) [best, most, next] = [id, score, most];
    else next = Math.max(next, score);
  }
  return most >= CONFIDENT && most - next >= AHEAD ? best : undefined;
}

function countOf(sign: RegExp, text: string): number {
  let count = 0;
  sign.lastIndex = 0;
  while (count < MOST_TIMES && sign.test(text)) count++;
  return count;
}

/** No interpreter that anybody runs has a longer name. */
const LONGEST_PROGRAM = 50;

/** `#!/usr/bin/env python3`, `#!/bin/sh -e`. */
function interpreter(code: string): string | undefined {
  const path = /^#!\s*(\S+)(?: +(?:-S +)?(\S+))?/.exec(code);
  if (!path) return undefined;
  const [, first = '', second = ''] = path;
  const program = /\/env$/.test(first) ? second : first;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return name.length < LONGEST_PROGRAM ? languageOf(name.replace(/[\d.]+$/, '')) : undefined;
}

/** No larger than what is parsed without anybody waiting. */
const MOST_JSON = 20_000;

function isJson(code: string): boolean {
  const first = code.trimStart()[0];
  if (code.length > MOST_JSON || (first !== '{' && first !== '[')) return false;
  try {
    JSON.parse(code);
    return true;
  } catch {
    return false;
  }
}
