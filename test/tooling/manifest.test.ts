// What a store's reviewer and a person's permission prompt see, read from builds as they ship.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExtension } from '../../scripts/build.ts';
import { root } from '../../scripts/steps.ts';

type Manifest = Record<string, unknown>;

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; " +
  "media-src https: http:; connect-src 'self' https: http:; object-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types feed-html code-worker";

const folder = mkdtempSync(join(tmpdir(), 'linefeed-manifest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['chrome', 'firefox'] as const)('the build for %s', (target) => {
  const outDir = join(folder, target);
  let manifest: Manifest = {};
  beforeAll(async () => {
    await buildExtension(target, outDir);
    manifest = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8')) as Manifest;
  }, 120_000);

  test('asks for these permissions and no more', () => {
    expect(manifest['permissions']).toEqual(['storage', 'unlimitedStorage', 'alarms', 'activeTab', 'scripting']);
    expect(manifest['optional_permissions']).toBeUndefined();
  });

  test('requires no host and may ask for any', () => {
    expect(manifest['host_permissions']).toBeUndefined();
    expect(manifest['content_scripts']).toBeUndefined();
    expect(manifest['optional_host_permissions']).toEqual(['*://*/*']);
  });

  test('has the strict content security policy', () => {
    expect(manifest['content_security_policy']).toEqual({ extension_pages: CSP });
  });

  test('shows none of its files to web pages', () => {
    expect(manifest['web_accessible_resources']).toBeUndefined();
    expect(manifest['externally_connectable']).toBeUndefined();
  });

  test('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
    expect(manifest['version']).toBe(version);
    expect(manifest['manifest_version']).toBe(3);
  });

  test('opens the popup by a key', () => {
    expect(manifest['commands']).toMatchObject({ _execute_action: { suggested_key: { default: 'Alt+Shift+L' } } });
  });

  test('holds every file that its manifest names, and the reading page', () => {
    const {
      icons,
      action,
      options_ui: options,
      default_locale: locale,
    } = manifest as {
      icons: Record<string, string>;
      action: { default_popup: string; default_icon: Record<string, string> };
      options_ui: { page: string };
      default_locale: string;
    };
    const named = [
      ...Object.values(icons),
      ...Object.values(action.default_icon),
      action.default_popup,
      options.page,
      `_locales/${locale}/messages.json`,
      'src/ui/reader/reader.html',
    ];
    expect(named.filter((file) => !existsSync(join(outDir, file)))).toEqual([]);
  });

  if (target === 'chrome') {
    test('runs a service worker in Chrome 120 and later, under no fixed key', () => {
      expect(manifest['background']).toEqual({ service_worker: expect.any(String), type: 'module' });
      expect(manifest['minimum_chrome_version']).toBe('120');
      expect(manifest['browser_specific_settings']).toBeUndefined();
      expect(manifest['key']).toBeUndefined();
    });
  } else {
    test('runs an event page in Firefox 142 and later, under its permanent id, collecting no data', () => {
      expect(manifest['background']).toEqual({ scripts: [expect.any(String)], type: 'module' });
      expect(manifest['browser_specific_settings']).toEqual({
        gecko: {
          id: '{5826985a-6d21-4c49-aa64-7e6bf4a60204}',
          strict_min_version: '142.0',
          data_collection_permissions: { required: ['none'] },
        },
      });
      expect(manifest['minimum_chrome_version']).toBeUndefined();
    });
  }
});
