import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { leanTokeniser } from '../../scripts/lean-tokeniser.ts';
import { root } from '../../scripts/steps.ts';

const MOST_BYTES = 45_000;

/** The tokeniser and what it brings along; scripts/lean-tokeniser.ts leaves three more out. */
const PACKAGES = ['@nodable/entities', 'fast-xml-parser', 'path-expression-matcher', 'xml-naming'];

const ENTRY = 'engine.ts';

describe('the feed engine, bundled alone', () => {
  let code = '';
  let modules: readonly string[] = [];

  beforeAll(async () => {
    const chunk = await bundleEngine();
    code = chunk.code;
    modules = chunk.moduleIds;
  }, 60_000);

  test('weighs 45 kB at most when it is packed', () => {
    expect(code).toContain('itunes');
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('holds no packages but the tokeniser and what that brings', () => {
    const packages = modules.flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(PACKAGES);
  });

  test('reads a feed that declares entities of its own', async () => {
    const address = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
    const engine = (await import(/* @vite-ignore */ address)) as typeof import('../../src/feed/parse.ts');
    const title = '<title>Notes &mine; &eacute;</title>';
    const feed = `<!DOCTYPE rss [<!ENTITY mine "and more">]><rss><channel>${title}<item/></channel></rss>`;
    expect(engine.parseFeed(feed, '')).toMatchObject({ ok: true, feed: { title: 'Notes and more é' } });
  });

  test('brings its own table of entities, and of ours nothing beyond src/feed', () => {
    const own = modules.filter((id) => !id.includes('node_modules') && !id.startsWith('\0') && !id.endsWith(ENTRY));
    expect(own).toContain(join(root, 'src/feed/html-entities.ts'));
    expect(own.filter((id) => !id.startsWith(join(root, 'src/feed/')))).toEqual([]);
  });
});

/** All that the worker takes from src/feed to read a document and to find one. */
async function bundleEngine(): Promise<Rolldown.OutputChunk> {
  const source = ['decode', 'parse', 'discover'].map((name) => `export * from './src/feed/${name}.ts';`).join('\n');
  const entry = join(root, ENTRY);
  const output = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    // Vitest's "test" would put development code into the bundle.
    mode: 'production',
    plugins: [
      leanTokeniser(),
      {
        name: 'entry-in-memory',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  const [chunk, ...others] = (output as Rolldown.RolldownOutput).output;
  expect(others).toEqual([]);
  return chunk;
}
