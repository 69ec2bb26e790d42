// Starts a TypeScript script of this folder on a machine that has Node and nothing else:
//   node scripts/run.mjs scripts/test.ts [arguments]
// Installs the locked packages when they are missing or older than the lock file.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Linefeed's tools need Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`,
  );
  process.exit(1);
}

const installed = join(root, 'node_modules/.package-lock.json');
const lock = join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  console.error('Installing packages…');
  const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: root,
    // Standard output belongs to the script: `inspect` prints JSON on it.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
}

const script = process.argv[2];
if (!script) {
  console.error('usage: node scripts/run.mjs scripts/NAME.ts [arguments]');
  process.exit(2);
}
process.argv.splice(1, 2, resolve(root, script));
const { runnerImport } = await import('vite');
const { module } = await runnerImport(pathToFileURL(resolve(root, script)).href.replace('file://', ''), {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = (await module.main(process.argv.slice(2))) ?? process.exitCode ?? 0;
