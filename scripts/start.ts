import { readFileSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import messages from '../public/_locales/en/messages.json' with { type: 'json' };
import type { SubscribeOutcome } from '../src/commands.ts';
import type { Failure } from '../src/model/types.ts';
import { unreadLabel } from '../src/model/unread-label.ts';
import { type BlogSite, openBlog } from '../test/browser/blog-site.ts';
import type { Browser, BrowserName } from '../test/browser/browser.ts';
import { eventually } from '../test/browser/eventually.ts';
import { findBrowser, howToInstall } from '../test/browser/installed-browsers.ts';
import { launch } from '../test/browser/launch.ts';
import { letTheHourPass, subscribe, unreadPosts } from '../test/browser/linefeed.ts';
import { type Publisher, startPublisher } from '../test/browser/publisher.ts';
import { buildExtension, type Target } from './build.ts';
import { LATE_POST, SAMPLE_BLOGS } from './sample-blogs/sample-blogs.ts';
import { root } from './steps.ts';
import { takePictures } from './take-pictures.ts';

const USAGE = 'usage: npm start [-- --browser chromium|chrome|firefox] [URL|FILE…]';

const HALF_A_MINUTE_MS = 30_000;

/**
 * Shows the extension at work: in a browser on a temporary profile, subscribed to sample blogs that run on this
 * machine, or to the feeds that are named. Without a display it prints what there would be to see.
 */
export async function main(args: string[]): Promise<number> {
  const request = readRequest(args);
  if (typeof request === 'string') {
    console.error(request);
    return 2;
  }
  const found = chooseBrowser(request.browser);
  if (typeof found === 'string') {
    console.error(found);
    return 1;
  }
  const target: Target = found.name === 'chromium' ? 'chrome' : 'firefox';
  const extensionDir = join(root, 'dist', target);
  console.log('Building…');
  await buildExtension(target, extensionDir);

  const interrupted = new Promise<void>((stop) => {
    // Kept for good: a second one would end Node before the browser and its profile are cleared away.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  });
  void interrupted.then(() => console.log('Ending…'));
  const headless = isWithoutDisplay();
  const publisher = await startPublisher();
  let browser: Browser | undefined;
  try {
    console.log(`Starting ${found.executable}…`);
    browser = await launch(found.name, { extensionDir, executable: found.executable, headless });
    const show = headless ? printAll : watchTogether;
    const shown = show(browser, publisher, request.sources, Promise.race([browser.closed, interrupted]));
    // Once it is interrupted, what it was doing fails as the browser ends.
    shown.catch(() => undefined);
    return await Promise.race([shown, interrupted.then(() => 130)]);
  } finally {
    await browser?.close();
    await publisher.close();
  }
}

interface Request {
  readonly browser?: BrowserName;
  /** Addresses, and absolute paths of files. */
  readonly sources: readonly string[];
}

/** @returns what is asked for; a message where it cannot be understood */
function readRequest(args: string[]): Request | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
  const { values, positionals } = parsed;
  const family = { chromium: 'chromium', chrome: 'chromium', firefox: 'firefox' } as const;
  if (values.browser !== undefined && !Object.hasOwn(family, values.browser))
    return `The extension does not run in ${values.browser}.\n${USAGE}`;
  // npm runs scripts in the project's folder and says where it was called.
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const foreign = positionals.find((source) => /^[a-z][a-z\d+.-]*:\/\//i.test(source) && !isAddress(source));
  if (foreign !== undefined) return `Only addresses of http and https can be subscribed to, not ${foreign}.\n${USAGE}`;
  const sources = positionals.map((source) => (isAddress(source) ? source : resolve(folder, source)));
  const missing = sources.find(
    (source) => !isAddress(source) && !statSync(source, { throwIfNoEntry: false })?.isFile(),
  );
  if (missing !== undefined) return `There is no file ${missing}.\n${USAGE}`;
  return {
    ...(values.browser === undefined ? {} : { browser: family[values.browser as keyof typeof family] }),
    sources,
  };
}

function parse(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: { browser: { type: 'string' } } });
}

function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** @returns a browser; a message that says what to install where there is none */
function chooseBrowser(wanted: BrowserName | undefined): { name: BrowserName; executable: string } | string {
  const names: readonly BrowserName[] = wanted === undefined ? ['chromium', 'firefox'] : [wanted];
  for (const name of names) {
    const executable = findBrowser(name);
    if (executable !== undefined) return { name, executable };
  }
  return ['No browser was found.', ...names.map(howToInstall)].join('\n');
}

function isWithoutDisplay(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

interface Subscribed {
  /** Whether there is any feed to show. */
  readonly isAny: boolean;
  /** The blog that will publish, if any does. */
  readonly site: BlogSite | undefined;
}

/** Subscribes to the sources, or to the sample blogs. */
async function subscribeToAll(browser: Browser, publisher: Publisher, sources: readonly string[]): Promise<Subscribed> {
  const sites = sources.length > 0 ? [] : SAMPLE_BLOGS.map((blog) => openBlog(publisher, blog));
  const addresses = sources.map((source, index) => (isAddress(source) ? source : serveFile(publisher, source, index)));
  const names = [...sites.map((site) => site.siteUrl), ...sources];
  let isAny = false;
  for (const [index, address] of [...sites.map((site) => site.siteUrl), ...addresses].entries()) {
    const outcome = await subscribe(browser, address);
    isAny ||= outcome.kind === 'subscribed' || outcome.kind === 'already' || outcome.kind === 'waiting';
    console.log(outcomeText(names[index] ?? address, outcome));
  }
  return { isAny, site: sites[0] };
}

function outcomeText(name: string, outcome: SubscribeOutcome): string {
  switch (outcome.kind) {
    case 'subscribed':
    case 'already':
      return `Subscribed to ${outcome.title}`;
    case 'failed':
      return `${name} cannot be subscribed to: ${reasonText(outcome.failure)}.`;
    case 'no-feed':
      return `${name} names no feed.`;
    case 'choose':
      return `${name} names several feeds: ${outcome.candidates.map(({ url }) => url).join(' ')}`;
    case 'waiting':
      return `${name} asks to wait.`;
    case 'needs-permission':
      return `${name} leads to ${outcome.feed.url}, which has not been allowed.`;
    default:
      return outcome satisfies never;
  }
}

/** As the extension says it in English. */
function reasonText({ reason, status }: Failure): string {
  const key = `reason_${reason.replaceAll('-', '_')}`;
  const { message } = messages[key as keyof typeof messages];
  return status === undefined ? message : `${message} (${status})`;
}

/** @returns the loopback address of a file */
function serveFile(publisher: Publisher, file: string, index: number): string {
  const body = readFileSync(file);
  const url = publisher.url(`file-${index + 1}`, `/${encodeURIComponent(basename(file))}`);
  publisher.serve(url, { headers: { 'content-type': contentTypeOf(body.subarray(0, 4096).toString('latin1')) }, body });
  return url;
}

/** By its opening, without a charset: an XML document names its own. */
function contentTypeOf(opening: string): string {
  if (/^\s*\{/.test(opening)) return 'application/feed+json';
  if (opening.includes('<rss')) return 'application/rss+xml';
  if (opening.includes('<rdf:RDF')) return 'application/rdf+xml';
  if (opening.includes('<feed')) return 'application/atom+xml';
  return /<html|<!doctype html/i.test(opening) ? 'text/html' : 'application/xml';
}

/** Publishes a post and brings its check forward. @returns what the badge then says */
async function publishLatePost(browser: Browser, site: BlogSite): Promise<string> {
  site.publish(LATE_POST);
  const before = await browser.badge();
  await letTheHourPass(browser);
  await eventually('the new post has come', async () =>
    (await unreadPosts(browser)).some((post) => post.title === LATE_POST.title),
  );
  const { label } = await eventually('the badge counts it', async () => {
    const after = await browser.badge();
    return after !== before && { label: after };
  });
  return label;
}

async function watchTogether(
  browser: Browser,
  publisher: Publisher,
  sources: readonly string[],
  ended: Promise<void>,
): Promise<number> {
  await browser.pinButton();
  const { site } = await subscribeToAll(browser, publisher, sources);
  if (site !== undefined) await browser.newTab(site.siteUrl);
  console.log(`badge: ${await browser.badge()}`);
  console.log('Press the Linefeed button in the toolbar. Close the browser, or press Ctrl+C here, to end.');
  if (site !== undefined) {
    console.log('In half a minute a new post is published, and the badge counts it.');
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    await Promise.race([ended, after(HALF_A_MINUTE_MS)]);
    if (!isOver) console.log(`New post. badge: ${await publishLatePost(browser, site)}`);
  }
  await ended;
  return 0;
}

async function printAll(browser: Browser, publisher: Publisher, sources: readonly string[]): Promise<number> {
  const { isAny, site } = await subscribeToAll(browser, publisher, sources);
  if (!isAny) return 1;
  const publishAt = Date.now() + HALF_A_MINUTE_MS;
  const unread = await unreadPosts(browser);
  const badge = await eventually('the badge counts all unread posts', async () => {
    const label = await browser.badge();
    return label === unreadLabel(unread.length) && { label };
  });
  console.log(`badge: ${badge.label}`);
  for (const post of unread) console.log(`\n${post.title}\n  ${post.summary}`);
  const folder = await mkdtemp(join(tmpdir(), 'linefeed-pictures-'));
  await takePictures(browser, folder);
  console.log(`\nPictures of popup, options and reading page: ${folder}`);
  if (site !== undefined) {
    console.log('Waiting half a minute for a new post…');
    await after(publishAt - Date.now());
    // For its picture the popup was opened, which has seen all that the badge counted.
    console.log(`New post since the popup was opened. badge: ${await publishLatePost(browser, site)}`);
  }
  return 0;
}

/** Holds up nothing that ends before it. */
function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, ms)).unref());
}
