import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Target = 'chrome' | 'firefox';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds `dist/chrome` and `dist/firefox`, or only the ones that are named. */
export async function main(args: readonly string[]): Promise<number> {
  const unknown = args.filter((arg) => arg !== 'chrome' && arg !== 'firefox');
  if (unknown.length > 0) {
    console.error(`usage: npm run build [-- chrome|firefox]; not understood: ${unknown.join(' ')}`);
    return 2;
  }
  const targets: Target[] = args.length === 0 ? ['chrome', 'firefox'] : (args as Target[]);
  for (const target of targets) {
    const outDir = join(root, 'dist', target);
    await buildExtension(target, outDir);
    console.log(`Built ${outDir}`);
  }
  return 0;
}

/**
 * Builds the extension for one browser into a directory, which is emptied first.
 *
 * Vite runs in a process of its own: vite.config.ts reads the target from the environment, so two builds
 * within one process would see each other's.
 *
 * @param options.key public key (base64 of its DER form) that fixes the id of an unpacked Chromium
 *   extension; for tests, never for a package
 * @throws with the builder's output where the build fails
 */
export async function buildExtension(target: Target, outDir: string, options: { key?: string } = {}): Promise<void> {
  const { EXTENSION_KEY: _inherited, ...environment } = process.env;
  const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: {
      ...environment,
      // Vitest sets it to "test", which would put development code into the bundle.
      NODE_ENV: 'production',
      // The output ends up in an error message.
      NO_COLOR: '1',
      TARGET: target,
      OUT_DIR: outDir,
      ...(options.key ? { EXTENSION_KEY: options.key } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    vite.once('error', reject);
    vite.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The build for ${target} failed:\n${output}`);
}
