import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { draftsOf } from '../soak/made-drafts.ts';

/** A piece of HTML that its collector knows to be hostile. */
export interface Payload {
  /** Where it is from: the collection and its place there. */
  readonly name: string;
  readonly html: string;
}

/** How long a file of payloads may take to say what it holds. */
const PATIENCE_MS = 2000;

/**
 * The payloads of all collections that lie in a folder: DOMPurify's test/fixtures/expect.mjs, the items of the HTML5
 * security cheat sheet, and feedparser's documents for its sanitiser.
 */
export function payloadsIn(folder: string): Payload[] {
  return filesIn(folder).flatMap((file) => {
    const name = relative(folder, file);
    if (file.endsWith('test/fixtures/expect.mjs')) return purifierPayloads(name, readFileSync(file, 'utf8'));
    if (file.endsWith('items.js') && existsSync(join(file, '../payloads.js'))) return cheatSheet(name, file);
    if (/(?:sanitize|illformed)\/.*\.xml$/.test(file)) return feedPayloads(name, readFileSync(file));
    return [];
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    if (entry === '.git' || entry === 'node_modules') return [];
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

function purifierPayloads(name: string, source: string): Payload[] {
  const list = evaluated(source.replace('export default', 'module.exports ='));
  return asList(list).flatMap((item, at) => {
    const html = item instanceof Object ? Reflect.get(item, 'payload') : undefined;
    return typeof html === 'string' ? [{ name: `${name} ${at}`, html }] : [];
  });
}

/** Its items name what they run as %templates%, which a file beside them spells out. */
function cheatSheet(name: string, file: string): Payload[] {
  const items = evaluated(readFileSync(file, 'utf8'));
  const templates = evaluated(readFileSync(join(file, '../payloads.js'), 'utf8'));
  return asList(items).flatMap((item, at) => {
    const data: unknown = item instanceof Object ? Reflect.get(item, 'data') : undefined;
    if (typeof data !== 'string') return [];
    const html = data.replaceAll(/%(\w+)%/g, (whole, template: string) => {
      const text: unknown = templates instanceof Object ? Reflect.get(templates, template) : undefined;
      return typeof text === 'string' ? text : whole;
    });
    return [{ name: `${name} ${at}`, html }];
  });
}

/** Documents of one entry each: its body is the payload, read as the engine reads it. */
function feedPayloads(name: string, document: Uint8Array): Payload[] {
  return (draftsOf(document) ?? []).flatMap((draft, at) => {
    const html = draft.body.html || draft.title;
    return html.trim() === '' ? [] : [{ name: `${name} ${at}`, html }];
  });
}

/** What a script of data says that it holds, in a context without anything of ours. */
function evaluated(source: string): unknown {
  const context = createContext({ module: { exports: {} }, exports: {} });
  runInContext(source, context, { timeout: PATIENCE_MS });
  return JSON.parse(String(runInContext('JSON.stringify(module.exports)', context, { timeout: PATIENCE_MS })));
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
