import { describe, expect, test } from 'vitest';
import { codeLabel, languageName, languageOf } from '../../src/model/code-language.ts';

function labelOf(attributes: Readonly<Record<string, string>>, bare = false) {
  return codeLabel((name) => attributes[name], bare);
}

describe('a name of a language', () => {
  test.each([
    ['Rust', 'rust', 'Rust'],
    ['rs', 'rust', 'Rust'],
    ['c++', 'cpp', 'C++'],
    ['C#', 'csharp', 'C#'],
    ['objective_c', 'objectivec', 'Objective-C'],
    ['emacs-lisp', 'elisp', 'Emacs Lisp'],
    ['python3', 'python', 'Python'],
    ['plaintext', 'text', 'Text'],
    ['main.rs', 'rust', 'Rust'],
    ['src/app/Main.java', 'java', 'Java'],
    ['Makefile', 'makefile', 'Makefile'],
    ['infra/Dockerfile', 'docker', 'Dockerfile'],
    ['CMakeLists.txt', 'cmake', 'CMake'],
    ['.bashrc', 'bash', 'Shell'],
    ['/etc/nginx/nginx.conf', 'ini', 'INI'],
    ['source.shell', 'bash', 'Shell'],
  ])('%s is %s', (name, id, shown) => {
    expect(languageOf(name)).toBe(id);
    expect(languageName(id)).toBe(shown);
  });

  test.each(['', 'vm1', 'tcpdump', '/etc/hosts', 'constructor', '__proto__', 'x'.repeat(1e6)])(
    '%.20s is none',
    (name) => {
      expect(languageOf(name)).toBeUndefined();
    },
  );
});

describe('the classes of', () => {
  test.each([
    ['Hugo and Prism', 'language-go', 'go'],
    ['Jekyll', 'language-ruby highlighter-rouge', 'ruby'],
    ['GitHub', 'highlight highlight-source-shell', 'bash'],
    ['GitHub, of HTML', 'highlight highlight-text-html-basic', 'html'],
    ['Sphinx', 'highlight-python3 notranslate', 'python'],
    ['Pandoc', 'sourceCode haskell', 'haskell'],
    ['highlight.js', 'hljs cpp', 'cpp'],
    ['Hexo', 'highlight js', 'javascript'],
    ['Org', 'src src-elisp', 'elisp'],
    ['prettify', 'prettyprint lang-sql', 'sql'],
    ['SyntaxHighlighter', 'brush: jscript; title: ; notranslate', 'javascript'],
    ['SyntaxHighlighter, without a space', 'brush:csharp;first-line:3', 'csharp'],
    ['Crayon', 'lang:php decode:true', 'php'],
    ['rustdoc', 'language-rust,ignore', 'rust'],
    ['Gatsby', 'gatsby-highlight language-js{1,3-5}', 'javascript'],
  ])('%s', (_name, value, language) => {
    expect(labelOf({ class: value })).toEqual({ language });
  });

  test('an element of code may be nothing but the name', () => {
    expect(labelOf({ class: 'python' }, true)).toEqual({ language: 'python' });
    expect(labelOf({ class: 'r' }, true)).toEqual({ language: 'r' });
    expect(labelOf({ class: 'python' })).toBeUndefined();
  });

  test.each([
    '',
    'code',
    'highlight',
    'highlight-wrapper',
    'wp-block-code',
    'sourceCode',
    'chroma',
    'hljs',
    'line-numbers',
  ])('without a language say nothing: %s', (value) => {
    expect(labelOf({ class: value }, true)).toBeUndefined();
  });

  test('a language in no table is known to be unknown', () => {
    expect(labelOf({ class: 'language-vm1' })).toEqual({});
  });
});

describe('attributes', () => {
  test.each([
    [{ 'data-lang': 'yaml', class: 'language-text' }, { language: 'yaml' }],
    [{ 'data-language': 'ts' }, { language: 'typescript' }],
    [{ 'data-enlighter-language': 'kotlin' }, { language: 'kotlin' }],
    [{ 'data-code-block-lang': 'java' }, { language: 'java' }],
    [{ lang: 'swift' }, { language: 'swift' }],
  ])('%j name it', (attributes, label) => {
    expect(labelOf(attributes, true)).toEqual(label);
  });

  test.each([
    [{ class: 'language-/etc/apt/sources.list' }, { fileName: '/etc/apt/sources.list' }],
    [{ class: 'language-app/models/user.rb' }, { language: 'ruby', fileName: 'app/models/user.rb' }],
    [{ class: 'language-ruby:lib/a.rb' }, { language: 'ruby', fileName: 'lib/a.rb' }],
    [{ class: 'language-js:title=src/a.js' }, { language: 'javascript', fileName: 'src/a.js' }],
    [{ class: 'brush: csharp; title: Program.cs; notranslate' }, { language: 'csharp', fileName: 'Program.cs' }],
    [{ 'data-file': 'main.go' }, { language: 'go', fileName: 'main.go' }],
    [
      { 'data-lang': 'toml', 'data-file': 'Cargo.lock' },
      { language: 'toml', fileName: 'Cargo.lock' },
    ],
  ])('%j name a file', (attributes, label) => {
    expect(labelOf(attributes)).toEqual(label);
  });

  test('the language of a text is none of code', () => {
    expect(labelOf({ lang: 'fr' }, true)).toBeUndefined();
    expect(labelOf({ lang: 'go' })).toBeUndefined();
  });
});
