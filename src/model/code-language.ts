/** What the markup around a block of code says of it. */
export interface CodeLabel {
  /** An id that `languageName` knows; 'text' where the author says that it is in none. */
  readonly language?: string;
  /** As its author wrote it, plain text, 100 characters at most. */
  readonly fileName?: string;
}

/** The value of an element's attribute, decoded; nothing where it has none. */
export type AttributeReader = (name: string) => string | null | undefined;

/** Plain text: its author wants no colours. */
export const TEXT = 'text';
/** Commands with what they print. */
export const SESSION = 'console';

/**
 * id, name for people, further names and file extensions.
 *
 * Names are those of highlight.js, Prism, Pygments, Rouge, Chroma, linguist and the WordPress plug-ins.
 */
const LANGUAGES: readonly (readonly [id: string, name: string, aliases: string])[] = [
  [TEXT, 'Text', 'plaintext plain txt none nohighlight no-highlight nolang raw output out log logs ascii asciiart'],
  ['ada', 'Ada', 'adb ads'],
  ['agda', 'Agda', ''],
  ['apache', 'Apache', 'apacheconf htaccess'],
  ['applescript', 'AppleScript', 'osascript scpt'],
  ['arduino', 'Arduino', 'ino'],
  ['armasm', 'Arm assembly', 'arm arm64 aarch64 arm64asm'],
  ['asciidoc', 'AsciiDoc', 'adoc'],
  ['asm', 'Assembly', 'assembly assembler nasm x86asm x86 x64 x86_64 gas masm s'],
  ['autohotkey', 'AutoHotkey', 'ahk'],
  ['awk', 'Awk', 'gawk mawk nawk'],
  ['bash', 'Shell', 'sh shell zsh ksh fish dash shellscript shell-script bashrc zshrc profile'],
  ['bat', 'Batch', 'batch dos cmd winbatch'],
  ['bnf', 'BNF', 'abnf ebnf'],
  ['brainfuck', 'Brainfuck', 'bf'],
  ['c', 'C', 'h'],
  ['clojure', 'Clojure', 'clj cljs cljc edn clojurescript'],
  ['cmake', 'CMake', ''],
  ['cobol', 'COBOL', 'cob cbl'],
  ['coffeescript', 'CoffeeScript', 'coffee cson'],
  [SESSION, 'Console', 'shell-session shellsession sh-session bash-session terminal term session pycon-shell'],
  ['coq', 'Coq', 'rocq'],
  ['cpp', 'C++', 'c++ cc cxx hpp hh hxx cuda cu cuh cplusplus'],
  ['crystal', 'Crystal', 'cr'],
  ['csharp', 'C#', 'cs c# c-sharp dotnet csx'],
  ['css', 'CSS', 'postcss'],
  ['cypher', 'Cypher', ''],
  ['d', 'D', 'dlang'],
  ['dart', 'Dart', ''],
  ['diff', 'Diff', 'patch udiff'],
  ['docker', 'Dockerfile', 'dockerfile containerfile'],
  ['dot', 'Graphviz', 'graphviz gv'],
  ['elisp', 'Emacs Lisp', 'emacs-lisp emacs el'],
  ['elixir', 'Elixir', 'ex exs iex heex eex'],
  ['elm', 'Elm', ''],
  ['erb', 'ERB', 'rhtml html+erb'],
  ['erlang', 'Erlang', 'erl hrl'],
  ['forth', 'Forth', '4th fth'],
  ['fortran', 'Fortran', 'f90 f95 f03 f77'],
  ['fsharp', 'F#', 'fs f# fsx fsi'],
  ['gdscript', 'GDScript', 'gd'],
  ['gherkin', 'Gherkin', 'cucumber feature'],
  ['gleam', 'Gleam', ''],
  ['glsl', 'GLSL', 'vert frag shader hlsl wgsl metal'],
  ['go', 'Go', 'golang'],
  ['graphql', 'GraphQL', 'gql'],
  ['groovy', 'Groovy', 'gradle jenkinsfile'],
  ['haml', 'Haml', ''],
  ['handlebars', 'Handlebars', 'hbs mustache html.hbs'],
  ['haskell', 'Haskell', 'hs lhs purescript purs'],
  ['haxe', 'Haxe', 'hx'],
  ['hcl', 'HCL', 'terraform tf tfvars'],
  ['html', 'HTML', 'xhtml htm html5 html-basic text-html-basic html+jinja'],
  ['http', 'HTTP', 'https'],
  ['idris', 'Idris', 'idr idris2'],
  ['ini', 'INI', 'cfg conf config dosini gitconfig editorconfig systemd service desktop'],
  ['java', 'Java', 'jsp'],
  ['javascript', 'JavaScript', 'js mjs cjs node nodejs ecmascript es6 jscript'],
  ['jinja', 'Jinja', 'jinja2 django twig liquid nunjucks html+django j2'],
  ['json', 'JSON', 'jsonc json5 jsonl ndjson geojson jsonld webmanifest'],
  ['jsx', 'JSX', ''],
  ['julia', 'Julia', 'jl'],
  ['kotlin', 'Kotlin', 'kt kts'],
  ['latex', 'LaTeX', 'tex bibtex sty'],
  ['lean', 'Lean', 'lean4'],
  ['less', 'Less', ''],
  ['lisp', 'Lisp', 'common-lisp commonlisp cl lsp'],
  ['llvm', 'LLVM IR', 'll llvm-ir mlir'],
  ['lua', 'Lua', 'luau'],
  ['makefile', 'Makefile', 'make mk mak gnumakefile'],
  ['markdown', 'Markdown', 'md mdx gfm rmd mkd'],
  ['mathematica', 'Wolfram', 'wolfram wl mma'],
  ['matlab', 'MATLAB', 'octave'],
  ['mermaid', 'Mermaid', ''],
  ['nginx', 'Nginx', 'nginxconf'],
  ['nim', 'Nim', 'nimrod'],
  ['nix', 'Nix', ''],
  ['objectivec', 'Objective-C', 'objc objective-c obj-c objective_c objectivec++ objc++ mm'],
  ['ocaml', 'OCaml', 'ml mli reason reasonml'],
  ['odin', 'Odin', ''],
  ['pascal', 'Pascal', 'delphi pas freepascal objectpascal'],
  ['perl', 'Perl', 'pl pm perl5 raku perl6'],
  ['pgsql', 'PostgreSQL', 'postgres postgresql plpgsql psql'],
  ['php', 'PHP', 'php3 php4 php5 php7 phtml html+php'],
  ['powershell', 'PowerShell', 'ps1 pwsh posh psm1 ps'],
  ['prolog', 'Prolog', 'swipl swi-prolog'],
  ['properties', 'Properties', 'dotenv env'],
  ['protobuf', 'Protobuf', 'proto proto3 protocol-buffers'],
  ['puppet', 'Puppet', 'pp'],
  ['python', 'Python', 'py python3 py3 python2 pyi ipython ipython3 cython pyx gyp'],
  ['pycon', 'Python session', 'python-repl pytb doctest python-console'],
  ['qml', 'QML', ''],
  ['r', 'R', 'rlang splus rscript'],
  ['racket', 'Racket', 'rkt'],
  ['ruby', 'Ruby', 'rb irb rake gemfile rakefile gemspec podfile rails'],
  ['rust', 'Rust', 'rs rustlang'],
  ['sass', 'Sass', ''],
  ['scala', 'Scala', 'sbt sc scala3'],
  ['scheme', 'Scheme', 'scm guile ss'],
  ['scss', 'SCSS', ''],
  ['smalltalk', 'Smalltalk', 'st squeak pharo'],
  ['sml', 'Standard ML', 'standard-ml smlnj'],
  ['solidity', 'Solidity', 'sol'],
  ['sparql', 'SPARQL', ''],
  ['sql', 'SQL', 'mysql sqlite sqlite3 tsql t-sql plsql mssql mariadb'],
  ['starlark', 'Starlark', 'bazel bzl build.bazel'],
  ['stylus', 'Stylus', 'styl'],
  ['svelte', 'Svelte', ''],
  ['swift', 'Swift', ''],
  ['tcl', 'Tcl', 'tk'],
  ['thrift', 'Thrift', ''],
  ['toml', 'TOML', 'cargo.lock'],
  ['tsx', 'TSX', ''],
  ['typescript', 'TypeScript', 'ts mts cts'],
  ['vala', 'Vala', ''],
  ['vbnet', 'Visual Basic', 'vb vb.net visualbasic vba basic'],
  ['vbscript', 'VBScript', 'vbs'],
  ['verilog', 'Verilog', 'v sv svh systemverilog'],
  ['vhdl', 'VHDL', 'vhd'],
  ['vim', 'Vim script', 'viml vimscript vimrc'],
  ['vue', 'Vue', 'vue-html'],
  ['wasm', 'WebAssembly', 'wat wast webassembly'],
  ['xml', 'XML', 'xsl xslt xsd rss atom svg plist wsdl xaml html+xml'],
  ['yaml', 'YAML', 'yml ansible cloudformation kubernetes k8s'],
  ['zig', 'Zig', ''],
];

const NAMES: ReadonlyMap<string, string> = new Map(LANGUAGES.map(([id, name]) => [id, name]));
const IDS: ReadonlyMap<string, string> = new Map(
  LANGUAGES.flatMap(([id, , aliases]) =>
    `${id} ${aliases}`
      .trim()
      .split(' ')
      .map((name): [string, string] => [name, id]),
  ),
);

/** @returns what people call a language, a name in no human language; '' for an unknown id */
export function languageName(id: string): string {
  return NAMES.get(id) ?? '';
}

/** Longer than the name of any language or file that somebody wants to read. */
const MAX_NAME = 100;

/**
 * The language that a name stands for: 'rs', 'Rust' or 'main.rs'.
 *
 * @returns an id that `languageName` knows; nothing for a name in no table
 */
export function languageOf(name: string): string | undefined {
  const lower = name.trim().slice(0, MAX_NAME).toLowerCase();
  return IDS.get(lower) ?? IDS.get(lower.replace(/^source[.-]/, '')) ?? (isFileName(lower) ? ofFile(lower) : undefined);
}

function isFileName(name: string): boolean {
  return /[./]/.test(name);
}

/** By what stands behind the last dot, or by the whole name where there is none: Makefile, .bashrc. */
function ofFile(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'cmakelists.txt') return 'cmake';
  return IDS.get(name) ?? IDS.get(name.slice(name.lastIndexOf('.') + 1));
}

/** Attributes that hold nothing but a language or a file's name. */
const OF_LANGUAGE = ['data-lang', 'data-language', 'data-enlighter-language', 'data-code-block-lang', 'data-syntax'];
const OF_FILE = ['data-file', 'data-filename', 'data-file-name', 'data-enlighter-title', 'data-title'];

/** What stands before the language in a class: `language-rust`, `highlight-source-shell`, `lang:php`, `src-elisp`. */
const PREFIX =
  /^(?:language[-_:]|lang[-_:]|highlight-source-|highlight-text-|highlight-|hljs-lang-|rouge-|src-|brush:|code-lang-)(?=.)/i;
/** `brush: js; title: app.js`, with or without spaces (SyntaxHighlighter). */
const BRUSH = /\bbrush\s*:\s*([^\s;]+)/i;
const BRUSH_TITLE = /\btitle\s*:\s*([^;]+)/i;
/** Words that highlighters put beside a language, and that are languages as well. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(
  'text code plain none raw output out log config service basic feature session term st s v h d c r ss sc session make'.split(
    ' ',
  ),
);

/**
 * What an element's own attributes say of the code in it; to be asked of the `pre`, the `code` in it and the two or
 * three boxes around it, in this order, until one answers.
 *
 * Knows the classes of Hugo, Jekyll, Pygments, Sphinx, Pandoc, Org, Prism, highlight.js, Shiki, GitHub, Google's
 * prettify and the WordPress plug-ins, and `<pre lang>` of GitHub and WP-GeSHi.
 *
 * @param get of an untrusted element
 * @param bare whether a class of nothing but a language's name counts (`<code class="ruby">`): on `pre` and `code` only
 * @returns nothing where it says nothing; a label without language where it names one that no table has
 */
export function codeLabel(get: AttributeReader, bare = false): CodeLabel | undefined {
  const classes = (get('class') ?? '').slice(0, 1_000);
  const named = fromAttributes(get) ?? fromBrush(classes) ?? fromClasses(classes, bare) ?? fromLang(get, bare);
  const fileName = first(OF_FILE, get);
  if (!fileName || named?.fileName) return named;
  const language = named?.language ?? languageOf(fileName);
  return { ...(language && { language }), fileName };
}

function fromAttributes(get: AttributeReader): CodeLabel | undefined {
  const value = first(OF_LANGUAGE, get);
  return value ? fromValue(value) : undefined;
}

function first(names: readonly string[], get: AttributeReader): string | undefined {
  for (const name of names) {
    const value = get(name)?.trim();
    if (value) return value.slice(0, MAX_NAME);
  }
  return undefined;
}

function fromBrush(classes: string): CodeLabel | undefined {
  const brush = BRUSH.exec(classes)?.[1];
  if (!brush) return undefined;
  const title = BRUSH_TITLE.exec(classes)?.[1]?.trim();
  const label = fromValue(brush);
  return title && isFileName(title) ? { ...label, fileName: title.slice(0, MAX_NAME) } : label;
}

function fromClasses(classes: string, bare: boolean): CodeLabel | undefined {
  const words = classes.split(/\s+/).filter((word) => word !== '');
  for (const word of words) {
    const value = word.replace(PREFIX, '');
    // `highlight-wrapper` is a box; a name that no table has counts with the prefixes that mean nothing else.
    if (value !== word && (languageOf(value) || /^(?:language|lang|brush)[-_:]/i.test(word))) return fromValue(value);
  }
  const isNamed = bare || words.some((word) => /^(?:sourceCode|highlight|hljs|prettyprint)$/.test(word));
  for (const word of isNamed ? words : []) {
    const language = languageOf(word);
    if (language && (words.length > 1 ? !NO_LANGUAGE.has(word.toLowerCase()) : word !== 'code')) return { language };
  }
  return undefined;
}

/** `<pre lang="go">`; of human languages, none is marked on code. */
function fromLang(get: AttributeReader, bare: boolean): CodeLabel | undefined {
  const language = bare ? languageOf(get('lang') ?? '') : undefined;
  return language ? { language } : undefined;
}

/** `rust`, `rust,ignore`, `js{1,3}`, `ruby:app/models/user.rb`, `/etc/hosts`. */
function fromValue(value: string): CodeLabel {
  const [head = '', ...rest] = value.split(/[:,;{\s]/);
  const tail = rest.join(' ').replace(/^title=/, '');
  const language = languageOf(head) ?? (isFileName(tail) ? languageOf(tail) : undefined);
  const file = [head, tail].find((part) => isFileName(part) && !IDS.has(part.toLowerCase()) && !/[{}="']/.test(part));
  return { ...(language && { language }), ...(file && { fileName: file.trim().slice(0, MAX_NAME) }) };
}
