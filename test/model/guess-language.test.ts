import { describe, expect, test } from 'vitest';
import { guessLanguage } from '../../src/model/guess-language.ts';

describe('the language of unmarked code', () => {
  test.each([
    ['bash', '#!/bin/sh -e\nexec "$@"\n'],
    ['python', '#!/usr/bin/env python3\nx = 1\n'],
    ['json', '{ "a": [1, 2] }\n'],
    ['php', '<?php\necho $a;\n'],
    ['html', '<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n'],
    ['xml', '<?xml version="1.0"?>\n<a/>\n'],
    ['diff', '--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n-a\n+b\n'],
    ['console', '$ ls -l\ntotal 0\n$ cat x\n'],
    ['pycon', '>>> 1 + 1\n2\n'],
    ['sql', 'SELECT name\nFROM feeds\nWHERE id = 1;\n'],
    ['c', '#include <stdio.h>\nint main(void) {\n  printf("%d", a->b);\n}\n'],
    ['cpp', 'std::vector<int> a;\nstd::cout << a.size();\n'],
    ['java', 'public static void main(String[] args) {\n  System.out.println(1);\n}\n'],
    ['go', 'func main() {\n\tx, err := open()\n\tif err != nil {\n\t\treturn\n\t}\n}\n'],
    ['rust', 'fn main() {\n    let mut x = vec![1];\n    println!("{x:?}");\n}\n'],
    ['python', 'def f(a, b=2):\n    return a + b\n\nclass A:\n    pass\n'],
    ['ruby', "require 'json'\n\n[1].each do |x|\n  puts x\nend\n"],
    ['javascript', 'const a = (b) => b;\nconsole.log(a(1));\n'],
    ['typescript', 'interface A {\n  readonly b: string;\n}\nconst c: string = "";\n'],
    ['css', '.a {\n  color: red;\n  margin: 0;\n}\n'],
    ['docker', 'FROM alpine:3\nRUN apk add git\nCMD sh\n'],
    ['python', '\u00a0\u00a0def f(a):\r\n\u00a0\u00a0\u00a0\u00a0self.x = a\r\n'],
    ['bash', 'for f in *; do\n  cat x\ndone\n'],
  ])('is %s', (id, code) => {
    expect(guessLanguage(code)).toBe(id);
  });

  test.each([
    '',
    'Some words that somebody set as they stand,\nwith a line below.\n',
    '+---+---+\n| a | b |\n+---+---+\n',
    'x = 1\n',
    'if (a) { b(); }\n',
    '4 Nov 2026 12:00 started\n4 Nov 2026 12:01 stopped\n',
    '#!/usr/bin/env nothing-known\n',
  ])('stays unknown: %j', (code) => {
    expect(guessLanguage(code)).toBeUndefined();
  });

  test.each([
    ' '.repeat(100_000),
    'a'.repeat(100_000),
    '<'.repeat(100_000),
    '$ '.repeat(50_000),
    '(a, '.repeat(25_000),
    'fn <'.repeat(25_000),
    '['.repeat(20_000),
    `${'\n'.repeat(3990)}x`,
    `${'\r'.repeat(3990)}x`,
    `${'\u2028'.repeat(3990)}x`,
    'if\r'.repeat(1_300),
    'int '.repeat(1_000),
    `public ${'static '.repeat(570)}`,
    `#!${'1'.repeat(3990)}x`,
  ])('takes no time to look for: %#', (code) => {
    const from = process.cpuUsage();
    for (let i = 0; i < 30; i++) guessLanguage(code);
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(400);
  });
});
