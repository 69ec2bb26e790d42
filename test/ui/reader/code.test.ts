// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test, vi } from 'vitest';
import { copyText, runsOfDiff, runsOfSession } from '../../../src/ui/reader/code-lines.ts';
import { type Run, readRuns, writeRuns } from '../../../src/ui/reader/code-runs.ts';
import { highlight } from '../../../src/ui/reader/highlight.ts';
import { paintCode } from '../../../src/ui/reader/paint-code.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

function render(html: string): HTMLElement {
  const page = document.createElement('div');
  page.append(renderArticle({ html }, context()).content);
  return page;
}

/** The pieces of a text that have a kind, each with it. */
function pieces(text: string, runs: readonly Run[]): string[] {
  return runs.map(({ start, end, token }) => `${token} ${text.slice(start, end)}`);
}

function painted(html: string, runs: readonly Run[]): string {
  const code = document.createElement('code');
  code.innerHTML = html;
  expect(paintCode(code, runs)).toBe(true);
  return code.innerHTML;
}

describe('a block of code', () => {
  test('is named by its language and stands under it and its file', () => {
    const [block] = render('<pre><code class="language-rust:src/main.rs">x</code></pre>').querySelectorAll(
      '.code-block',
    );
    expect(block?.getAttribute('aria-label')).toBe('Rust code');
    expect(block?.querySelector('.code-language')?.textContent).toBe('Rust');
    expect(block?.querySelector('.code-file')?.textContent).toBe('src/main.rs');
  });

  test('without a known language is text', () => {
    const [block] = render('<pre>x</pre>').querySelectorAll('.code-block');
    expect(block?.getAttribute('aria-label')).toBe('Code');
    expect(block?.querySelector('.code-language')?.textContent).toBe('Text');
  });

  test('that says nothing of its language has it guessed', () => {
    const page = render('<pre>#include &lt;stdio.h&gt;\nint main(void) { return 0; }\n</pre>');
    expect(page.querySelector('.code-language')?.textContent).toBe('C');
  });

  test('takes no mark from its feed for one of ours', () => {
    const html =
      '<pre data-code="rust" data-code-file="x.rs" data-code-runs="kw0,1"><span class="t-kw code-head">a</span></pre>';
    const page = render(html);
    expect(page.querySelector('.code-block')?.outerHTML).toBe(
      '<div class="code-block" role="group" aria-label="Code"><div class="code-head"><span class="code-language" dir="auto">' +
        'Text</span></div><pre tabindex="0" dir="ltr"><code>a</code></pre></div>',
    );
  });

  test('that is empty is left out', () => {
    expect(render('<p>a</p><pre> \n</pre>').innerHTML).toBe('<p>a</p>');
  });

  test('within a line is left alone', () => {
    expect(render('<p><code class="language-js">let <b>a</b></code></p>').innerHTML).toBe(
      '<p><code>let <b>a</b></code></p>',
    );
  });

  test.each([
    '<tr><td>1</td><td><pre>a</pre></td></tr><tr><td>2</td><td><pre>b</pre></td></tr>',
    '<tr><td>How</td><td><pre>a</pre></td></tr>',
  ])('in a table of an author leaves it one: %s', (rows) => {
    const page = render(`<table>${rows}</table>`);
    expect(page.querySelectorAll('table')).toHaveLength(1);
    expect(page.querySelectorAll('td .code-block').length).toBeGreaterThan(0);
  });
});

test('nothing that is read out of a block is brought into the page', () => {
  const brought = vi.spyOn(document, 'importNode');
  const page = render('<pre>a <a href="https://blog.example/"><img src="a.png"></a></pre>');
  expect(page.querySelector('pre img')).not.toBeNull();
  expect(brought).not.toHaveBeenCalled();
  brought.mockRestore();
});

describe('code of other sites', () => {
  test.each([
    ['<script src="//jsfiddle.net/me/abc/embed/js,html/"></script>', 'https://jsfiddle.net/me/abc/'],
    [
      '<script src="https://emgithub.com/embed.js?target=https%3A%2F%2Fgithub.com%2Fme%2Fa%2Fblob%2Fmain%2Fx.c&style=x"></script>',
      'https://github.com/me/a/blob/main/x.c',
    ],
    [
      '<p class="codepen" data-slug-hash="abc" data-user="me"><span>See the Pen</span></p>',
      'https://codepen.io/me/pen/abc',
    ],
    ['<amp-gist data-gistid="123"></amp-gist>', 'https://gist.github.com/123'],
    ['<script src="https://gitlab.com/me/a/snippets/7.js"></script>', 'https://gitlab.com/me/a/snippets/7'],
    ['<script src="https://pastebin.com/embed_js/AbC"></script>', 'https://pastebin.com/AbC'],
  ])('is a card that leads there: %s', (html, address) => {
    const links = [...render(`<p>a</p>${html}`).querySelectorAll('.embed a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([address]);
  });

  test('is shown where the page has it for readers without scripts', () => {
    const page = render('<noscript><pre>a = 1</pre></noscript><script src="https://gist.github.com/me/1.js"></script>');
    expect(page.querySelector('.code-block > pre')?.textContent).toBe('a = 1');
    expect(page.querySelectorAll('.embed')).toHaveLength(1);
  });
});

describe('highlighting', () => {
  test('tells the kinds of pieces', async () => {
    const code = 'def f(a):\n    return "x" + 1  # one\n';
    expect(pieces(code, await highlight(code, 'python'))).toEqual([
      'kw def',
      'fn f',
      'kw return',
      'str "x"',
      'num 1',
      'com # one',
    ]);
  });

  test('reads a language within another', async () => {
    const code = '<p class="a"><script>let b = 1;</script></p>';
    const found = pieces(code, await highlight(code, 'html'));
    expect(found).toContain('kw let');
    expect(found).toContain('str "a"');
  });

  test('says nothing of a language without a grammar', async () => {
    expect(await highlight('a', 'gleam')).toEqual([]);
    expect(await highlight('a', 'constructor')).toEqual([]);
  });
});

describe('painting', () => {
  test('goes around links and emphasis and through them', () => {
    const runs: Run[] = [
      { start: 0, end: 3, token: 'kw' },
      { start: 4, end: 9, token: 'str' },
    ];
    expect(painted('let a<b>bc</b>d;', runs)).toBe(
      '<span class="t-kw">let</span> <span class="t-str">a</span><b><span class="t-str">bc</span></b><span class="t-str">d;</span>',
    );
  });

  test('boxes whole lines that were added or taken away', () => {
    const text = ' a\n-b\n+c\n';
    expect(painted(text, runsOfDiff(text))).toBe(' a\n<span class="t-del">-b\n</span><span class="t-ins">+c\n</span>');
  });

  test('leaves a line be that an element reaches over', () => {
    expect(painted('<b>+a\n+</b>b', [{ start: 0, end: 2, token: 'ins' }])).toBe('<b>+a\n+</b>b');
  });

  test('takes runs beyond the text for what they cover', () => {
    expect(painted('ab', [{ start: 1, end: 90, token: 'num' }])).toBe('a<span class="t-num">b</span>');
    expect(painted('ab', [{ start: 50, end: 90, token: 'ins' }])).toBe('ab');
  });
});

describe('runs', () => {
  test('come back from the attribute that carried them', () => {
    const runs: Run[] = [
      { start: 0, end: 3, token: 'kw' },
      { start: 3, end: 3000, token: 'ins' },
    ];
    expect(readRuns(writeRuns(runs))).toEqual(runs);
  });

  test.each(['', 'x', 'kw', 'kw1', 'kw1,', 'evil0,1', 'kw-1,2', 'kw99999999999,1', 'toString0,1'])(
    'that are none are left out: %j',
    (written) => {
      expect(readRuns(written)).toEqual([]);
    },
  );

  test('that overlap are left out', () => {
    expect(readRuns('kw0,5 str3,4 num5,1')).toHaveLength(2);
  });
});

describe('a session', () => {
  test.each([
    ['$ ls -l', '$ '],
    ['# reboot', '# '],
    ['me@host:~/src$ make', 'me@host:~/src$ '],
    ['(venv) $ pip list', '(venv) $ '],
    ['PS C:\\Users> dir', 'PS C:\\Users> '],
    ['❯ git log', '❯ '],
  ])('has its prompts told apart: %s', (line, prompt) => {
    expect(pieces(line, runsOfSession(line))).toEqual([`prompt ${prompt}`]);
  });

  test('has no prompt where something is printed', () => {
    expect(runsOfSession('total 5\n$1.50\n50% done\n')).toEqual([]);
  });
});

describe('copying', () => {
  test.each([
    ['takes prompts off commands alone', '$ make\n$ make install\n', false, 'make\nmake install\n'],
    ['keeps them where something was printed', '$ make\ndone\n', false, '$ make\ndone\n'],
    ['follows a command over its backslash', '$ a \\\n  b\n', false, 'a \\\n  b\n'],
    ['takes the prompts of root in a session', '# apt update\n', true, 'apt update\n'],
    ['keeps comments', '# a comment\n', false, '# a comment\n'],
    ['leaves all other code as it is', 'let $ = 1;\n', false, 'let $ = 1;\n'],
    ['leaves nothing as it is', '', true, ''],
  ])('%s', (_name, text, isSession, copied) => {
    expect(copyText(text, isSession)).toBe(copied);
  });
});
