import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite';
import base from './manifest.json' with { type: 'json' };
import { leanTokeniser } from './scripts/lean-tokeniser.ts';

export type Target = 'chrome' | 'firefox';

/** The permanent id under which Firefox knows the extension and keeps its storage. */
export const GECKO_ID = '{5826985a-6d21-4c49-aa64-7e6bf4a60204}';

const BACKGROUND = 'src/background/index.ts';

/** The one manifest, patched for what a browser demands. */
export function manifestFor(target: Target): typeof base & Record<string, unknown> {
  if (target === 'chrome') {
    return {
      ...base,
      // Alarms of 30 seconds and up are kept exactly from 120 on.
      minimum_chrome_version: '120',
      background: { service_worker: BACKGROUND, type: 'module' },
      // Only tests set a key: it fixes the id of an unpacked extension.
      ...(process.env['EXTENSION_KEY'] ? { key: process.env['EXTENSION_KEY'] } : {}),
    };
  }
  return {
    ...base,
    background: { scripts: [BACKGROUND], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: '142.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  };
}

/** What the popup begins with, where that is a file of its own. */
const FIRST_READING = 'first-reading';

/**
 * Names all modules of a page in its head, so that they load at once and not one generation after the other; the popup's
 * reading of the first posts even runs before the rest is there. Vite's own preloading would also wrap each dynamic
 * import, in the worker too.
 */
function preloadModules(): Plugin {
  return {
    name: 'preload-modules',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { chunk, bundle }) =>
        chunk && bundle
          ? [...importsOf(chunk, bundle)].map((file) =>
              bundle[file]?.name === FIRST_READING
                ? { tag: 'script', attrs: { type: 'module', async: true, src: `/${file}` }, injectTo: 'head-prepend' }
                : { tag: 'link', attrs: { rel: 'modulepreload', href: `/${file}` }, injectTo: 'head' },
            )
          : [],
    },
  };
}

const POPUP_ENTRY = '/src/ui/popup/popup.html';
/** Ends the ids of the popup's own copies. */
const OF_POPUP = '?popup';
/** With this Vite wraps each dynamic import: a file that all pages would share. */
const PRELOAD_HELPER = '\0vite/preload-helper.js';

/**
 * Gives the popup a copy of every module, so that no other page's needs cut what it starts with into files: each costs
 * its first paint 3 to 4 ms in Chromium. What it loads later is of the same copies, Dexie too: beside a shared one of a module that keeps
 * state, as store/database-name.ts does, a page would have two states.
 */
function popupInOneScript(): Plugin {
  return {
    name: 'popup-in-one-script',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const isCopy = importer?.endsWith(OF_POPUP) ?? false;
      if (isCopy && source === PRELOAD_HELPER) return PRELOAD_HELPER + OF_POPUP;
      if (!(isCopy || importer?.endsWith(POPUP_ENTRY))) return null;
      const original = isCopy ? importer?.slice(0, -OF_POPUP.length) : importer;
      const found = await this.resolve(source, original, { ...options, skipSelf: true });
      // What plugins make up, and style sheets, are known by their exact ids.
      const isScript = found && !found.id.startsWith('\0') && /\.m?[jt]sx?$/.test(found.id);
      return isScript ? { ...found, id: `${found.id}${OF_POPUP}` } : found;
    },
    // What the popup loads later has no style sheet of its own that would have to be there first.
    load: (id) => (id === PRELOAD_HELPER + OF_POPUP ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** Makes an ES module of the polyfill: as CommonJS it takes helpers along, in a file of their own that each page loads. */
function polyfillAsModule(): Plugin {
  return {
    name: 'polyfill-as-module',
    transform: {
      filter: { id: /\/webextension-polyfill\/dist\/browser-polyfill\.js/ },
      // Its wrapper looks for these two. No line is added, so that source maps stay right.
      handler: (code) => ({
        code: `const module = { exports: {} }, { exports } = module; ${code}\nexport default module.exports;`,
        map: null,
      }),
    },
  };
}

/** What a chunk imports, and what that imports. */
function importsOf(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, found = new Set<string>()): Set<string> {
  for (const file of chunk.imports) {
    const imported = bundle[file];
    if (found.has(file) || imported?.type !== 'chunk') continue;
    found.add(file);
    importsOf(imported, bundle, found);
  }
  return found;
}

export default defineConfig((): UserConfig => {
  const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome';
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [
      crx({ manifest: manifestFor(target) as ManifestV3Export, browser: target }),
      popupInOneScript(),
      polyfillAsModule(),
      preloadModules(),
      leanTokeniser(),
    ],
    // Grammars load one by one, which only modules can.
    worker: { format: 'es' },
    build: {
      outDir: process.env['OUT_DIR'] ?? `dist/${target}`,
      emptyOutDir: true,
      modulePreload: false,
      target: 'es2023',
      rolldownOptions: {
        // The manifest names popup and options; the reading page is opened by address only.
        input: { reader: fileURLToPath(new URL('./src/ui/reader/reader.html', import.meta.url)) },
        output: {
          codeSplitting: {
            // Each file costs time, so what the other pages share comes in two. A copy for the popup has a question mark.
            groups: [
              // Firefox takes twice the time to start a script of this size, in which the database could answer;
              // Chromium loses by another file what it wins so.
              ...(target === 'firefox'
                ? [{ name: FIRST_READING, test: /\/first-reading\.ts\?popup$/, priority: 3 }]
                : []),
              {
                name: 'extension',
                test: /^[^?]*(?:src\/(?:browser|model|commands|store\/database-name)|node_modules\/webextension-polyfill\/)[^?]*$/,
                minShareCount: 2,
                priority: 2,
              },
              {
                name: 'pages',
                // Live queries bring Dexie, which the popup loads after its first paint.
                test: /^[^?]*(?:src\/ui\/shared\/(?!use-watch)|node_modules\/preact\/)[^?]*$/,
                minShareCount: 2,
                priority: 1,
              },
            ],
          },
        },
      },
    },
  };
});
