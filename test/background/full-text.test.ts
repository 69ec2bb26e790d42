import { beforeEach, describe, expect, test } from 'vitest';
import { fetchFullText, fullTextOf } from '../../src/background/full-text.ts';
import { blockHost, receivePosts } from '../../src/store/changes.ts';
import { database } from '../../src/store/database.ts';
import { keepFullText, setArticleText } from '../../src/store/full-text.ts';
import { readIsTruncated, readPost } from '../../src/store/queries.ts';
import { check, draft, drafts, givenEmptyDatabase, givenFeedWith, NOW } from '../store/given.ts';
import { type Reply, type Script, scripted } from './given.ts';

const PAGE = 'https://blog.example/a0';
const HTML = { 'content-type': 'text/html' };

beforeEach(givenEmptyDatabase);

async function ask(page: Script | Reply, given: Parameters<typeof scripted>[1] = {}) {
  const { id } = await givenFeedWith([draft({ identity: 'a0' })]);
  const world = scripted({ [PAGE]: page }, given);
  return { ...world, outcome: await fetchFullText(world.environment, `${id}.a0`) };
}

describe('the page of a post', () => {
  test('is asked for as a page, without cookies or referrer', async () => {
    const { asked } = await ask({ headers: HTML, body: '<p>Text</p>' });
    expect(asked.map(({ url }) => url)).toEqual([PAGE]);
    expect(asked[0]?.headers.get('accept')).toMatch(/^text\/html,/);
    expect(asked[0]?.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  });

  test('comes with absolute addresses, by where it was in the end', async () => {
    const body = '<a href="1">1</a><img src="/2.png"><a href="#3">3</a>';
    const { outcome } = await ask({ headers: HTML, body, url: 'https://blog.example/moved/a0' });
    expect(outcome).toEqual({
      kind: 'page',
      html: '<a href="https://blog.example/moved/1">1</a><img src="https://blog.example/2.png"><a href="#3">3</a>',
      base: 'https://blog.example/moved/a0',
    });
  });

  test('comes with absolute addresses, by what it states itself', async () => {
    const body = '<head><base href="/base/"></head><a href="1">1</a>';
    const { outcome } = await ask({ headers: HTML, body });
    expect(outcome).toMatchObject({ base: 'https://blog.example/base/' });
    expect(outcome).toMatchObject({ html: expect.stringContaining('href="https://blog.example/base/1"') });
  });

  test('is read in the encoding that it states', async () => {
    const latin = Uint8Array.from(
      [...'<meta charset="iso-8859-1"><p>caf'].map((char) => char.charCodeAt(0)).concat(0xe9),
    );
    const { outcome } = await ask({ headers: HTML, body: latin });
    expect(outcome).toMatchObject({ html: expect.stringMatching(/café$/) });
  });

  test.each<[string, Reply | Script, string]>([
    ['refused', { status: 403 }, 'unauthorised'],
    ['missing', { status: 404 }, 'not-found'],
    ['gone', { status: 410 }, 'gone'],
    ['broken', { status: 500 }, 'server-error'],
    ['no page', { headers: { 'content-type': 'application/pdf' }, body: '%PDF' }, 'binary'],
    ['too large', { headers: HTML, body: 'x'.repeat(5 * 1024 * 1024 + 1) }, 'too-large'],
    ['in the person’s own network', { headers: HTML, body: 'x', url: 'https://192.168.0.1/' }, 'forbidden-redirect'],
    ['overrun', { status: 503 }, 'slow-down'],
    ['unreachable', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
  ])('that is %s is said to be so', async (_what, page, reason) => {
    const { outcome } = await ask(page);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { reason }, address: PAGE });
  });

  test('is not asked for without permission, which is named', async () => {
    const { outcome, asked } = await ask({ body: 'x' }, { holdsHosts: async () => false });
    expect(outcome).toEqual({ kind: 'needs-permission', origins: ['*://blog.example/*', '*://www.blog.example/*'] });
    expect(asked).toEqual([]);
  });

  test('is not asked for offline', async () => {
    const { outcome, asked } = await ask({ body: 'x' }, { online: () => false });
    expect(outcome).toMatchObject({ failure: { reason: 'offline' } });
    expect(asked).toEqual([]);
  });

  test('is left alone with its host, once that asks for it', async () => {
    const { outcome } = await ask({ status: 429, headers: { 'retry-after': '600' } });
    expect(outcome).toMatchObject({ failure: { reason: 'slow-down' } });
    const again = await ask({ headers: HTML, body: 'x' });
    expect(again.outcome).toMatchObject({ failure: { reason: 'slow-down' } });
    expect(again.asked).toEqual([]);
  });

  test('is left alone where its host asked for it before', async () => {
    await blockHost('blog.example', NOW + 60_000, NOW);
    expect((await ask({ body: 'x' })).asked).toEqual([]);
  });

  test.each(['http://192.168.0.1/', 'http://localhost/', undefined])('of a public feed is none at %s', async (url) => {
    const { url: _url, ...rest } = draft({ identity: 'a0' });
    const { id } = await givenFeedWith([url === undefined ? rest : { ...rest, url }]);
    const world = scripted({ [String(url)]: { body: 'x' } });
    expect(await fetchFullText(world.environment, `${id}.a0`)).toMatchObject({ failure: { reason: 'bad-address' } });
    expect(world.asked).toEqual([]);
  });
});

describe('the full text of a post', () => {
  const TEXT = fullTextOf('<p>One two three.</p><pre>code</pre>', PAGE, NOW);

  test('is kept beside the text of the feed, with what there is to say of it', async () => {
    const { id } = await givenFeedWith([draft({ identity: 'a0' })]);
    await keepFullText(`${id}.a0`, TEXT);
    expect((await readPost(`${id}.a0`))?.body).toEqual({
      postId: `${id}.a0`,
      html: '<p>About a0.</p>',
      fullText: TEXT,
    });
    expect(TEXT.facts).toMatchObject({ words: 3, codeBlocks: 1, fullText: true });
  });

  test('outlives an edit of the feed, and the edit it', async () => {
    const { id } = await givenFeedWith([draft({ identity: 'a0' }), draft({ identity: 'a1' })]);
    await keepFullText(`${id}.a0`, TEXT);
    const edited = { body: { html: '<p>Edited.</p>' }, fingerprint: 'second' };
    await receivePosts(
      [draft({ identity: 'a0', ...edited }), draft({ identity: 'a1', ...edited })],
      check(id, { at: NOW + 1 }),
      5,
    );
    expect(await database().bodies.orderBy('postId').toArray()).toEqual([
      { postId: `${id}.a0`, html: '<p>Edited.</p>', fullText: TEXT },
      { postId: `${id}.a1`, html: '<p>Edited.</p>' },
    ]);
  });

  test('is kept where the feed’s text was removed, but not where the post is gone', async () => {
    const { id } = await givenFeedWith([draft({ identity: 'a0' })]);
    await database().bodies.clear();
    await keepFullText(`${id}.a0`, TEXT);
    await keepFullText(`${id}.none`, TEXT);
    expect(await database().bodies.toArray()).toEqual([{ postId: `${id}.a0`, html: '', fullText: TEXT }]);
  });
});

test('a feed shows the text of its pages as long as the person wants it', async () => {
  const { id } = await givenFeedWith([]);
  await setArticleText([id], 'page');
  expect((await database().feeds.get(id))?.articleText).toBe('page');
  await setArticleText([id], 'feed');
  expect(await database().feeds.get(id)).not.toHaveProperty('articleText');
});

test.each([
  ['three summaries', 3, 0, true],
  ['two summaries', 2, 0, false],
  ['a whole post among four summaries', 4, 1, true],
  ['two whole posts among five', 3, 2, false],
])('a feed of %s is truncated: %s', async (_what, cut, whole, isTruncated) => {
  const facts = { words: 20, minutes: 1, codeBlocks: 0, images: 0, fullText: false };
  const summaries = drafts('s', cut).map((post) => ({ ...post, facts }));
  const { id } = await givenFeedWith([...summaries, ...drafts('w', whole)]);
  expect(await readIsTruncated(id)).toBe(isTruncated);
});
