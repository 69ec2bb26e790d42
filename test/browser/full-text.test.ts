import { describe, expect, test } from 'vitest';
import { DISCUSSION_ORIGINS } from '../../src/model/discussions.ts';
import { originsFor } from '../../src/model/origins.ts';
import type { Page } from './browser.ts';
import { eventually } from './eventually.ts';
import { storedBodies, storedPosts, subscribe } from './linefeed.ts';
import type { Publisher } from './publisher.ts';
import { BROWSERS, setStage } from './stage.ts';

const OPTIONS = 'src/ui/options/options.html';
const READER = 'src/ui/reader/reader.html';

/** Nothing is wrong by axe, in either theme. */
async function expectAccessible(page: Page): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.prefer(scheme);
    await page.evaluate(async () => {
      const passing = document.getAnimations().filter((one) => one instanceof CSSTransition);
      await Promise.all(passing.map((one) => one.finished.catch(() => undefined)));
    });
    expect(await page.axe()).toEqual([]);
  }
}

describe.each(BROWSERS)('beyond the feed in %s', (name) => {
  const stage = setStage(name);

  test('the text of a post that its feed cuts is fetched on a press, kept, and from then on for all, if wanted', async () => {
    const { browser, publisher } = stage;
    await subscribe(browser, serveCutBlog(publisher));
    const asked = () => publisher.requests.filter(({ url }) => url.startsWith(publisher.url('pages', '/post-')));
    const [newest] = await storedPosts(browser);
    const page = await browser.openPage(`${READER}?post=${newest?.id}`);
    await page.text({ css: '.shortfall', text: 'The feed carries only a summary' });
    expect(asked()).toEqual([]);

    await browser.refuseNextPermission(page);
    await page.click({ css: '.shortfall button', text: 'Get the full text' });
    await page.text({ css: '.shortfall', text: 'Linefeed needs your permission to fetch pages from pages.localhost' });
    expect(asked()).toEqual([]);

    await page.text({ css: '.shortfall button', text: 'Allow' });
    await browser.grantHosts(originsFor(publisher.url('pages')));
    await page.goto(browser.extensionUrl(`${READER}?post=${newest?.id}`));
    await page.click({ css: '.shortfall button', text: 'Get the full text' });
    await page.text({ css: '.text-source', text: 'Text from the page at pages.localhost' });
    expect(await page.text('.body')).toContain('The whole of post 1 begins here');
    expect(await page.text('.body')).not.toContain('Subscribe to our letter');
    expect(await page.text('.body pre')).toBe('if x {\n\n\treturn\n}');
    expect(asked()).toHaveLength(1);
    expect(asked()[0]?.headers).not.toHaveProperty('referer');
    expect(asked()[0]?.headers).not.toHaveProperty('cookie');
    expect((await storedBodies(browser)).filter(({ fullText }) => fullText)).toHaveLength(1);
    await expectAccessible(page);

    await page.press('t');
    await page.text({ css: '.text-source', text: 'Text from the feed' });
    expect(await page.text('.body, .abstract')).toContain('A summary of post 1');
    await page.press('t');
    await page.text({ css: '.text-source', text: 'Text from the page' });

    await page.click({ css: 'button', text: 'Always get the full text' });
    await page.text({ css: '.toast', text: 'Posts of The cut blog show the full text from now on.' });
    const other = (await storedPosts(browser))[1];
    await page.goto(browser.extensionUrl(`${READER}?post=${other?.id}`));
    await page.text({ css: '.body', text: 'The whole of post 2 begins here' });
    expect(asked()).toHaveLength(2);

    await page.press('c');
    await page.text({ css: '.toast', text: 'Post copied as Markdown' });
    await browser.grantHosts(DISCUSSION_ORIGINS);
    await page.press('d');
    await page.text({ css: 'dialog', text: 'This post has no address that others could know.' });
    await expectAccessible(page);
  });

  test('pictures are asked for when the person wants it, counters never', async () => {
    const { browser, publisher } = stage;
    const at = (path: string) => publisher.url('pictures', path);
    const paths = () =>
      publisher.requests.flatMap(({ url }) => (url.startsWith(at('/')) ? [url.slice(at('/').length - 1)] : []));
    for (const path of ['/first.svg', '/dense.svg', '/wide.svg', '/chosen.svg', '/still.svg']) {
      publisher.serve(at(path), { headers: { 'content-type': 'image/svg+xml' }, body: SVG });
    }
    await subscribe(browser, stage.openBlog('pictured', { postCount: 1, html: sneaky(at) }).siteUrl);
    const [post] = await storedPosts(browser);
    const settings = await browser.openPage(`${OPTIONS}#reading`);
    await settings.choose('select[name=imagesInArticles]', 'When I ask');
    await settings.choose('select[name=imagesInLists]', 'When I ask');

    const popup = await browser.openPage('src/ui/popup/popup.html');
    await popup.click('article h3 button');
    await popup.text('article.open .acts');
    expect(paths()).toEqual([]);
    await popup.click({ css: 'article.open button', text: 'Show picture' });
    await eventually('the list has its picture', async () => paths().length === 1);
    expect(paths()).toEqual(['/first.svg']);

    const page = await browser.openPage(`${READER}?post=${post?.id}`);
    await page.text({ css: 'button', text: 'Show all 3 pictures' });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expectAccessible(page);
    expect(paths()).toEqual(['/first.svg']);
    await page.click({ css: '.picture-held', text: 'A chosen one' });
    await page.waitFor(() => document.querySelector<HTMLImageElement>('picture img')?.naturalWidth);
    expect(paths()).toEqual(['/first.svg', '/chosen.svg']);

    await settings.choose('select[name=imagesInArticles]', 'Always');
    await page.waitFor(() => document.querySelectorAll('.body img').length === 3);
    await page.waitFor(() => [...document.images].every((image) => image.loading !== 'lazy' || image.complete));
    const late = publisher.nextRequest(at('/late'));
    await page.evaluate((address) => {
      new Image().src = address;
    }, at('/late'));
    await late;
    expect(paths().filter((path) => /count|pixel|hidden|matomo|back|page|film|sound/.test(path))).toEqual([]);
    const ofPictures = publisher.requests.filter(({ url }) => url.startsWith(at('/')));
    expect(ofPictures.filter(({ headers }) => 'referer' in headers)).toEqual([]);
  });
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400"/></svg>';

/** Three pictures, and whatever else could make a browser ask. */
function sneaky(at: (path: string) => string): string {
  return `<p><img src="${at('/first.svg')}" srcset="${at('/dense.svg')} 2x" alt="A first one" width="600" height="400"></p>
    <p><img data-src="${at('/wide.svg')}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="A late one"></p>
    <section><picture><source srcset="${at('/chosen.svg')}"><img src="${at('/page.svg')}" alt="A chosen one"></picture></section>
    <video poster="${at('/still.svg')}" src="${at('/film.mp4')}"></video><audio src="${at('/sound.mp3')}" autoplay></audio>
    <p style="background: url(${at('/back.png')})" background="${at('/back.png')}">Text</p>
    <style>p { background: url(${at('/back.png')}) }</style><link rel="stylesheet" href="${at('/page.css')}">
    <svg><image href="${at('/page.png')}"/></svg><input type="image" src="${at('/page.png')}">
    <iframe src="${at('/page.html')}"></iframe><object data="${at('/page.html')}"></object>
    <img src="${at('/pixel.gif')}" width="1" height="1"><img src="${at('/matomo.php?rec=1')}">
    <section><img src="${at('/hidden.gif')}" style="display:none"></section><img srcset="${at('/matomo.php?rec=2')} 1x">`;
}

/** A blog whose feed has summaries, and whose pages lie on a host of their own. */
function serveCutBlog(publisher: Publisher): string {
  const feedUrl = publisher.url('cut', '/feed.xml');
  const items = [1, 2, 3, 4].map((number) => {
    const url = publisher.url('pages', `/post-${number}`);
    publisher.serve(url, { headers: { 'set-cookie': 'seen=1' }, body: pageOf(number) });
    return `<item><title>Post ${number}</title><link>${url}</link><guid>${number}</guid>
      <pubDate>${new Date(Date.now() - number * 3_600_000).toUTCString()}</pubDate>
      <description>A summary of post ${number}, which says what it is about and leaves the rest to its page.</description></item>`;
  });
  publisher.serve(feedUrl, {
    headers: { 'content-type': 'application/rss+xml' },
    body: `<rss version="2.0"><channel><title>The cut blog</title>${items.join('')}</channel></rss>`,
  });
  return feedUrl;
}

/** So short that Readability finds it in a later attempt, for which it has the page as it was. */
function pageOf(number: number): string {
  return `<!doctype html><html><head><title>Post ${number}</title></head><body>
    <nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
    <div class="sidebar-comment"><article>
      <p>The whole of post ${number} begins here, with a sentence that is long enough to be told from a menu, and more.</p>
      <div class="highlight"><pre><code class="language-go"><span style="color:#f92672">if</span> x {\n\n\treturn\n}</code></pre></div>
      <p>It ends with another sentence, of which there is not much to say but that it has some commas, and words.</p>
    </article></div><noscript><img src="/counted.gif"></noscript>
    <footer class="footer"><p>Subscribe to our letter</p></footer></body></html>`;
}
