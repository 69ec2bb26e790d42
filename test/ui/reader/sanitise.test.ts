// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { findUnsafe } from '../../fixtures/find-unsafe.ts';
import { VECTORS } from '../../fixtures/vectors.ts';
import { context } from './context.ts';

describe('hostile HTML comes out harmless and still says what it said', () => {
  test.each(VECTORS.filter((vector) => !vector.needsBrowser))('$name', ({ html, shows }) => {
    const { content } = renderArticle({ html }, context());
    expect(findUnsafe(content)).toEqual([]);
    if (shows) expect(content.textContent).toContain(shows);
    expect('canary' in globalThis).toBe(false);
  });
});

test('the scan finds what it is there to find', () => {
  const page = document.createElement('div');
  const link = document.createElement('a');
  link.setAttribute('href', 'javascript:1');
  link.setAttribute('onclick', '1');
  page.append(link, document.createElement('form'));
  expect(findUnsafe(page)).toEqual([
    'address javascript:1',
    'attribute onclick on a',
    'link with rel null',
    'link to null',
    'element form',
  ]);
});
