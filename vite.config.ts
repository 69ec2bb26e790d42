import { fileURLToPath } from 'node:url';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { defineConfig, type UserConfig } from 'vite';
import base from './manifest.json' with { type: 'json' };

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

export default defineConfig((): UserConfig => {
  const target: Target = process.env['TARGET'] === 'firefox' ? 'firefox' : 'chrome';
  return {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [crx({ manifest: manifestFor(target) as ManifestV3Export, browser: target })],
    build: {
      outDir: process.env['OUT_DIR'] ?? `dist/${target}`,
      emptyOutDir: true,
      modulePreload: false,
      target: 'es2023',
      rolldownOptions: {
        // The manifest names popup and options; the reading page is opened by address only.
        input: { reader: fileURLToPath(new URL('./src/ui/reader/reader.html', import.meta.url)) },
      },
    },
  };
});
