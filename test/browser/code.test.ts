import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/steps.ts';
import { parseDocument } from '../../src/feed/parse.ts';
import { storedPosts, subscribe } from './linefeed.ts';
import type { Comparison, Source } from './real-code-page.ts';
import { BROWSERS, setStage } from './stage.ts';

const RUST = 'fn main() {\n    let one = "1"; // a string\n}\n';
const LONG = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join('');
/** Takes highlight.js half a minute: it looks for the end of each of these strings, through all that follows. */
const HOSTILE = '"""" x\n'.repeat(13_000);

function block(language: string, code: string): string {
  return `<pre><code class="language-${language}">${code.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</code></pre>`;
}

/** Feeds of other people's blogs, which lie beside the project and never in it. */
const FOLDER = join(root, '../shared/feeds/real');
const isThere = existsSync(FOLDER);
if (!isThere) console.warn(`Skipped: no real feeds at ${FOLDER}`);

/** Read once for both browsers. */
let postsRead: string | undefined;

function postsWithCode(): string {
  postsRead ??= JSON.stringify(
    readdirSync(FOLDER).flatMap((name): Source[] => {
      const bytes = readFileSync(join(FOLDER, name));
      if (!/(?:<|&lt;)pre\b|syntaxhighlighter/i.test(bytes.toString('latin1'))) return [];
      const parsed = parseDocument(bytes, undefined, `https://${name}/`);
      const entries = parsed.ok ? parsed.feed.entries : [];
      return entries
        .map(({ contentHtml, summaryHtml }) => ({ name, html: contentHtml ?? summaryHtml ?? '' }))
        .filter(({ html }) => /<pre\b|syntaxhighlighter/i.test(html));
    }),
  );
  return postsRead;
}

/** The comparison as one script, as a page can load it. */
async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: { input: join(import.meta.dirname, 'real-code-page.ts'), output: { format: 'iife' } },
    },
  });
  const [result] = [output].flat();
  if (!result || !('output' in result)) throw new Error('Nothing was built');
  return result.output[0].code;
}

describe.each(BROWSERS)('code in %s', (name) => {
  const stage = setStage(name, { shared: true });

  test('is coloured beside the page, keeps its text, wraps, unfolds and is copied without prompts', async () => {
    const { browser } = stage;
    const html =
      block('csharp', HOSTILE) +
      block('rust', RUST) +
      block('console', '$ make\n$ make install\n') +
      block('diff', ' a\n-b\n+c\n') +
      block('text', LONG);
    await subscribe(browser, stage.openBlog('code', { postCount: 1, html }).siteUrl);
    const [post] = await storedPosts(browser);
    const page = await browser.openPage(`src/ui/reader/reader.html?post=${encodeURIComponent(post?.id ?? '')}`);

    // Whatever the hostile block before it does, this one gets its turn.
    const rust = await page.waitFor(() => {
      const code = document.querySelector('[aria-label="Rust code"] code');
      return code?.querySelector('.t-kw') && [code.textContent, code.querySelector('.t-str')?.textContent];
    });
    expect(rust).toEqual([RUST, '"1"']);
    expect(await page.waitFor(() => document.querySelector('[aria-label="Diff code"] .t-ins')?.textContent)).toBe(
      '+c\n',
    );
    expect(await page.waitFor(() => document.querySelectorAll('[aria-label="Console code"] .t-prompt').length)).toBe(2);

    await page.click('[aria-label="Rust code"] .code-wrap');
    await page.waitFor(() => document.querySelector('[aria-label="Rust code"].wrapped [aria-pressed="true"]'));

    await page.click('[aria-label="Console code"] .code-copy');
    await page.text({ css: '.body [role=status]', text: 'Copied' });

    await page.click({ css: '.code-more', text: 'Show all 30 lines' });
    await page.waitFor(() => document.activeElement?.matches('[aria-label="Code"]:not(.folded) > pre'));
    expect(await page.axe()).toEqual([]);
  });

  test.runIf(isThere)('of every real post is its source to the byte, but for line numbers', async () => {
    const { browser, publisher } = stage;
    publisher.serve(publisher.url('real'), {
      body: '<!doctype html><title>Code</title><script src="/page.js"></script>',
    });
    publisher.serve(publisher.url('real', '/posts.json'), { body: postsWithCode() });
    publisher.serve(publisher.url('real', '/page.js'), {
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
      body: await bundle(),
    });
    const page = await browser.newTab(publisher.url('real'));
    const { blocks, changed } = await page.evaluate(async () => {
      const { compareCode } = globalThis as unknown as { compareCode(posts: readonly Source[]): Comparison };
      return compareCode(await (await fetch('/posts.json')).json());
    });
    expect(changed).toEqual([]);
    expect(blocks).toBeGreaterThan(1_000);
  });
});
