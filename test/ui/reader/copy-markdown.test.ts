// @vitest-environment happy-dom
import './faithful-dom.ts';
import '../fake-extension.ts';
import { expect, test } from 'vitest';
import type { PostPage } from '../../../src/store/queries.ts';
import { postAsMarkdown } from '../../../src/ui/reader/copy-markdown.ts';
import { draft } from '../../store/given.ts';
import { feed } from '../options/given-feed.ts';

const FULL_TEXT = {
  html: '<p>All of it.</p><pre><code class="language-go">x</code></pre>',
  base: 'https://blog.example/a',
  facts: draft({ identity: 'a' }).facts,
  fetchedAt: 0,
};

const PAGE: PostPage = {
  post: {
    ...draft({
      identity: 'a',
      title: 'He said: "no"',
      url: 'https://blog.example/a?utm_source=rss',
      authors: [{ name: 'Ada' }, { name: 'Bo' }],
      publishedAt: Date.UTC(2026, 10, 23, 12),
    }),
    id: '1.a',
    feedId: 1,
    firstSeenAt: 0,
    sortAt: 0,
    arrival: 0,
  },
  body: { postId: '1.a', html: '<p>Text.</p>', standfirst: 'In short.', fullText: FULL_TEXT },
  feed: feed({ name: 'A blog' }),
};

test('a post begins with what it is, and goes on with its text', () => {
  expect(postAsMarkdown(PAGE, 'feed')).toBe(`---
title: "He said: \\"no\\""
author: ["Ada","Bo"]
date: "2026-11-23T12:00:00.000Z"
url: "https://blog.example/a"
feed: "A blog"
---

In short.

Text.
`);
});

test('the text of its own page stands in place of the feed’s where that is shown', () => {
  expect(postAsMarkdown(PAGE, 'page')).toMatch(/---\n\nAll of it\.\n\n```go\nx\n```\n$/);
});

test('where its text is gone, its summary is left', () => {
  const { body: _body, feed: _feed, ...page } = PAGE;
  expect(postAsMarkdown(page, 'feed')).toMatch(/---\n\nAbout a\.\n$/);
});
