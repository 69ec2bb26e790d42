import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import type { BlogSource } from '../../scripts/sample-blogs/blog.ts';
import { type BlogSite, openBlog } from './blog-site.ts';
import type { Browser, BrowserName, LaunchOptions } from './browser.ts';
import { launch } from './launch.ts';
import { type Publisher, startPublisher } from './publisher.ts';

export const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

export interface Stage {
  readonly browser: Browser;
  readonly publisher: Publisher;
  /** Opens a blog of made-up posts on a host of its own, RSS where no format is named; `html` ends each post. */
  openBlog(
    name: string,
    blog?: Partial<BlogSource> & { readonly postCount?: number; readonly html?: string },
  ): BlogSite;
}

interface StageOptions extends Pick<LaunchOptions, 'restartable'> {
  /** One browser for all tests of the block, where they leave each other alone; else each test has its own. */
  readonly shared?: boolean;
}

/** Within a describe block: gives its tests a fresh browser with the extension, and a publisher. */
export function setStage(name: BrowserName, { shared = false, ...options }: StageOptions = {}): Stage {
  let browser: Browser | undefined;
  let publisher: Publisher | undefined;
  (shared ? beforeAll : beforeEach)(async () => {
    publisher = await startPublisher();
    browser = await launch(name, { extensionDir: inject('extensionDirs')[name], ...options });
  });
  (shared ? afterAll : afterEach)(async () => {
    await browser?.close();
    await publisher?.close();
    browser = undefined;
    publisher = undefined;
  });
  const stage: Stage = {
    get browser() {
      if (browser === undefined) throw new Error('The browser has not been started.');
      return browser;
    },
    get publisher() {
      if (publisher === undefined) throw new Error('The publisher has not been started.');
      return publisher;
    },
    openBlog: (host, { postCount = 8, html = '', ...rest } = {}) => {
      const blog: BlogSource = {
        name: host,
        title: `The ${host} blog`,
        description: `What ${host} writes about.`,
        author: 'Robin Ashdown',
        format: 'rss',
        colour: [76, 99, 16],
        posts: madeUpPosts(postCount).map((post) => ({ ...post, html: post.html + html })),
        ...rest,
      };
      return openBlog(stage.publisher, blog);
    },
  };
  return stage;
}

/** Newest first; post 1 is two hours old, each other a day older than the one before. */
function madeUpPosts(count: number): BlogSource['posts'] {
  return Array.from({ length: count }, (_, index) => madeUpPost(index + 1));
}

function madeUpPost(number: number): BlogSource['posts'][number] {
  return {
    slug: `post-${number}`,
    title: `Post number ${number}`,
    hoursAgo: 2 + 24 * (number - 1),
    html: `<p>Post ${number} opens with a sentence that says what it is about, as every good post does. A second sentence
      adds a little more, so that a reader may decide. A third one makes sure that a summary has enough to choose from.</p>
      <pre><code class="language-js">export const number = ${number};</code></pre>
      <p>It ends with a word about <a href="../post-${number + 1}/">the post before</a>.</p>`,
  };
}
