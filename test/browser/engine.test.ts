import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectation, FIXTURE_URL } from '../../scripts/inspect.ts';
import { root } from '../../scripts/steps.ts';
import type { ParseResult } from '../../src/feed/types.ts';
import type { EngineAnswers, EngineDocument } from './engine-worker.ts';
import { BROWSERS, type Stage, setStage } from './stage.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

interface EncodingSample {
  readonly name: string;
  readonly labels: readonly string[];
  /** Hexadecimal; absent for what the standard decodes to nothing. */
  readonly bytes?: string;
  readonly text?: string;
}

const samples: EncodingSample[] = JSON.parse(readFileSync(`${FIXTURES}encodings.json`, 'utf8'));

let script = '';
beforeAll(async () => {
  script = await builtWorker();
});

// Node decodes several encodings otherwise than the standard, so only this shows what a reader gets.
describe.each(BROWSERS)('the engine in a worker of %s', (name) => {
  const stage = setStage(name, { shared: true });

  test('decodes every encoding of the standard under each of its labels', async () => {
    const claims = samples.flatMap(({ labels, bytes = '', text = '' }) =>
      labels
        // Text beyond ASCII disproves this one.
        .filter((label) => !/^(?:us-)?ascii$|^ansi_x3/.test(label))
        .map((label) => ({ label, base64: Buffer.from(bytes, 'hex').toString('base64'), text })),
    );
    const { answers } = await ask(
      stage,
      claims.map(({ label, base64 }) => ({ base64, contentType: `text/xml; charset=${label}` })),
    );
    expect(claims.map(({ label }, index) => [label, answers[index]])).toEqual(
      claims.map(({ label, text }) => [label, text]),
    );
    expect(claims.length).toBeGreaterThan(200);
  });

  test('leaves out what the end cuts, in every encoding', async () => {
    const cuts = samples.flatMap(({ name: encoding, labels, bytes = '', text = '' }) => {
      const whole = Buffer.from(bytes, 'hex');
      const contentType = `text/xml; charset=${labels[0]}`;
      // Four bytes show UTF-16 that has no mark.
      return Array.from({ length: Math.max(0, whole.length - 4) }, (_, index) => {
        const base64 = whole.subarray(0, index + 4).toString('base64');
        return { encoding, text, document: { base64, contentType } };
      });
    });
    const { answers } = await ask(
      stage,
      cuts.map(({ document }) => document),
    );
    const wrong = cuts.filter(({ text }, index) => !text.startsWith(String(answers[index])));
    expect(wrong).toEqual([]);
    expect(cuts.length).toBeGreaterThan(3000);
  });

  test('reads every fixture as Node does', async () => {
    const folder = `${FIXTURES}feeds/`;
    const files = readdirSync(folder).filter((file) => !file.endsWith('.expected.json'));
    const { answers, hasDom } = await ask(
      stage,
      files.map((file) => ({ base64: readFileSync(folder + file, 'base64'), url: FIXTURE_URL })),
    );
    const read = answers.map((answer) => JSON.parse(JSON.stringify(expectation(answer as ParseResult))));
    expect(hasDom).toBe(false);
    expect(files.length).toBeGreaterThan(0);
    for (const [index, file] of files.entries()) {
      const expected: unknown = JSON.parse(readFileSync(folder + file.replace(/\.\w+$/, '.expected.json'), 'utf8'));
      expect(read[index], file).toEqual(expected);
    }
  });
});

/** Has a fresh worker of an ordinary page answer for all documents. */
async function ask({ browser, publisher }: Stage, documents: readonly EngineDocument[]): Promise<EngineAnswers> {
  publisher.serve(publisher.url('engine'), { body: '<!doctype html><title>Engine</title>' });
  publisher.serve(publisher.url('engine', '/worker.js'), {
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
    body: script,
  });
  publisher.serve(publisher.url('engine', '/documents.json'), { body: JSON.stringify(documents) });
  const page = await browser.newTab(publisher.url('engine'));
  const answers = await page.evaluate(
    () =>
      new Promise<EngineAnswers>((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage('/documents.json');
      }),
  );
  await page.close();
  return answers;
}

/** The engine as vite bundles it for the extension. */
async function builtWorker(): Promise<string> {
  const built = (await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: fileURLToPath(new URL('engine-worker.ts', import.meta.url)) },
    },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}
