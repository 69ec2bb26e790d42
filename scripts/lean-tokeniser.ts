import type { Plugin } from 'vite';

/**
 * What stands in for packages, and for a part of its own, that the tokeniser has no use for here.
 *
 * - is-unsafe: expressions by which it judges the entities that a DOCTYPE declares. src/feed cuts out or refuses every
 *   DOCTYPE; should one reach the tokeniser all the same, none of its entities is believed.
 * - strnum: makes numbers of texts. The tokeniser is told to make none, and would leave them texts.
 * - ../validator.js: judges a whole document beforehand, where the caller asks for it. src/feed never does.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  'is-unsafe': 'export const HTML = []; export const XML = []; export const isUnsafe = () => true;',
  strnum: 'export default (text) => text;',
  '../validator.js': 'export const validate = () => true;',
};

const MARK = '\0stands-in:';

/** Leaves these out of a build: 9 of the engine's 52 kB. */
export function leanTokeniser(): Plugin {
  return {
    name: 'lean-tokeniser',
    enforce: 'pre',
    resolveId: (id, importer) => (Object.hasOwn(STAND_INS, id) && isTokenisers(id, importer) ? MARK + id : undefined),
    load: (id) => (id.startsWith(MARK) ? STAND_INS[id.slice(MARK.length)] : undefined),
  };
}

/** Another package may have a part of that name. */
function isTokenisers(id: string, importer: string | undefined): boolean {
  return !id.startsWith('.') || importer?.includes('/fast-xml-parser/src/') === true;
}
