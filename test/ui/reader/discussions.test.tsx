// @vitest-environment happy-dom
import '../fake-extension.ts';

import { render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeSettings } from '../../../src/browser/settings.ts';
import { DISCUSSION_ORIGINS, lookUpUrl } from '../../../src/model/discussions.ts';
import type { Post } from '../../../src/model/types.ts';
import { readPosts } from '../../../src/store/queries.ts';
import { DiscussionsDialog, DiscussionsSection } from '../../../src/ui/reader/discussions.tsx';
import { useDiscussions } from '../../../src/ui/reader/use-discussions.ts';
import { useSettings } from '../../../src/ui/shared/use-settings.ts';
import { useToasts } from '../../../src/ui/shared/use-toasts.ts';
import { draft, givenFeedWith } from '../../store/given.ts';
import { extension } from '../fake-extension.ts';
import { freshProfile, type Servers } from '../given-worker.ts';
import { found, press } from '../page-acts.ts';

const ADDRESS = 'https://blog.example/a0';
const [NEWS, LOBSTERS] = [lookUpUrl('hacker-news', ADDRESS), lookUpUrl('lobsters', ADDRESS)];
const STORY = { short_id: 'abc', title: 'A post', url: ADDRESS, score: 7, comment_count: 1 };

let place: HTMLElement;

beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
});
afterEach(() => {
  render(null, place);
  place.remove();
});

function Page({ post }: { readonly post: Post }) {
  const { toasts } = useToasts();
  const discussions = useDiscussions(post, useSettings().lookUpDiscussions, toasts);
  return (
    <>
      <button type="button" onClick={discussions.find}>
        Find
      </button>
      {discussions.isAsked && <DiscussionsDialog discussions={discussions} />}
      <DiscussionsSection discussions={discussions} />
    </>
  );
}

async function givenPost(servers: Servers): Promise<{ readonly asked: readonly { readonly url: string }[] }> {
  const world = await freshProfile(servers);
  const { id } = await givenFeedWith([draft({ identity: 'a0', url: ADDRESS })]);
  const [post] = await readPosts([`${id}.a0`]);
  if (post) render(<Page post={post} />, place);
  return world;
}

test('nothing is asked before a press, which asks for permission and lists what was found', async () => {
  const { asked } = await givenPost({ [NEWS]: { body: '{"hits":[]}' }, [LOBSTERS]: { body: JSON.stringify([STORY]) } });
  expect(asked).toEqual([]);
  await press('Find');
  const link = await found('dialog a', 'A post');
  expect(link.getAttribute('href')).toBe('https://lobste.rs/s/abc');
  expect(link.parentElement?.textContent).toContain('Lobsters · 7 points · 1 comment');
  expect([...extension.granted].sort()).toEqual([...DISCUSSION_ORIGINS].sort());
});

test('none found is said, and so is that a site gave no answer', async () => {
  await givenPost({ [NEWS]: { body: '{"hits":[]}' }, [LOBSTERS]: { body: '[]' } });
  await press('Find');
  await found('dialog', 'None found on Hacker News or Lobsters.');
  render(null, place);
  await givenPost({ [NEWS]: { body: '{"hits":[]}' }, [LOBSTERS]: { status: 500 } });
  await press('Find');
  const dialog = await found('dialog', 'Lobsters gave no answer: Server error (500).');
  expect(dialog.textContent).not.toContain('None found');
});

test('who refuses is asked again only by a press', async () => {
  const { asked } = await givenPost({});
  extension.prompts = 'refuse';
  await press('Find');
  await found('dialog', 'Linefeed needs your permission');
  expect(asked).toEqual([]);
  extension.prompts = 'allow';
  await press('Allow');
  await found('dialog', 'gave no answer');
});

test('a post is looked up as it is opened where the person wants it for all', async () => {
  const { asked } = await givenPost({ [NEWS]: { body: '{"hits":[]}' }, [LOBSTERS]: { body: JSON.stringify([STORY]) } });
  for (const origin of DISCUSSION_ORIGINS) extension.granted.add(origin);
  await changeSettings({ lookUpDiscussions: true });
  await found('section', 'A post');
  expect(document.querySelector('dialog')).toBeNull();
  expect(asked).toHaveLength(2);
});
