import { TEXT } from '../../model/code-language.ts';
import type { PostPage } from '../../store/queries.ts';
import { postAddress } from '../shared/addresses.ts';
import { feedName } from '../shared/feed-name.ts';
import { labels } from './article-body.tsx';
import { codeOf } from './code-blocks.ts';
import { markdownOf } from './markdown.ts';
import { renderArticle } from './render-article.ts';

/**
 * A post as a Markdown file: what it is as YAML, then its text.
 *
 * @param whose the feed's text or that of the post's page
 */
export function postAsMarkdown(page: PostPage, whose: 'feed' | 'page'): string {
  const { post, body } = page;
  const text = whose === 'page' ? body?.fullText : body;
  const standfirst = whose === 'feed' ? (body?.standfirst ?? (body ? undefined : post.summary)) : undefined;
  return `${[frontMatter(page), standfirst, text && articleOf(page, text)].filter(Boolean).join('\n\n')}\n`;
}

function articleOf({ post }: PostPage, { html, base }: { readonly html: string; readonly base?: string }): string {
  const postUrl = postAddress(post);
  // Nothing of it is shown, so its pictures are asked for by nobody.
  const { content } = renderArticle(
    { html },
    { title: post.title, pictures: 'always', origin: { base, postUrl }, labels: labels() },
  );
  return markdownOf(content, { postUrl, languageOf });
}

function languageOf(pre: Element): string {
  const { language = TEXT } = codeOf(pre) ?? {};
  return language === TEXT ? '' : language;
}

/** A JSON string or list is one of YAML too (YAML 1.2 §1.3). */
function frontMatter({ post, feed }: PostPage): string {
  const names = post.authors.map(({ name }) => name).filter((name) => name !== '');
  const written = new Date(post.publishedAt ?? post.sortAt);
  const lines = [
    ['title', post.title],
    ['author', names.length > 1 ? names : names[0]],
    ['date', Number.isNaN(written.getTime()) ? undefined : written.toISOString()],
    ['url', postAddress(post)],
    ['feed', feed && feedName(feed)],
  ].flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`]));
  return ['---', ...lines, '---'].join('\n');
}
