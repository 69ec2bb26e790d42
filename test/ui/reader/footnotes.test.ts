// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { findUnsafe } from '../../fixtures/find-unsafe.ts';
import { context } from './context.ts';

function render(html: string): HTMLElement {
  const page = document.createElement('div');
  page.append(renderArticle({ html }, context()).content);
  expect(findUnsafe(page)).toEqual([]);
  return page;
}

/** Each reference as `sign → text of its note`, each way back as `← the place that it leads to`. */
function read(html: string): string[] {
  const page = render(html);
  const target = (link: Element) =>
    page.querySelector(`[id="${decodeURIComponent(link.getAttribute('href')?.slice(1) ?? '')}"]`);
  const references = [...page.querySelectorAll('sup [role="doc-noteref"], [role="doc-noteref"]:has(sup)')].map(
    (link) => {
      const place = target(link);
      const note = place?.localName === 'dt' ? place.nextElementSibling : place?.closest('.note');
      return `${link.textContent?.trim()} → ${note?.textContent?.replace(/\s+/g, ' ').trim()}`;
    },
  );
  const backs = [...page.querySelectorAll('[role="doc-backlink"]')].map(
    (link) => `← ${target(link)?.textContent?.trim()}`,
  );
  return [...references, ...backs];
}

describe('notes are known by their links, whoever published them', () => {
  test.each([
    [
      'Kramdown, Markdown Extra, Goldmark',
      '<p>So<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup>.</p><div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Why. <a href="#fnref:1" class="reversefootnote" role="doc-backlink">&#8617;&#xfe0e;</a></p></li></ol></div>',
      ['1 → Why. ↩︎', '← 1'],
    ],
    [
      'Pandoc',
      '<p>So<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p><section class="footnotes"><hr><ol><li id="fn1"><p>Why.<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>',
      ['1 → Why.↩︎', '← 1'],
    ],
    [
      'GitHub',
      '<p>So<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup>.</p><ol><li id="user-content-fn-1"><p>Why. <a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></li></ol>',
      ['1 → Why. ↩︎', '← 1'],
    ],
    [
      'WordPress',
      '<p>So<sup data-fn="a-b" class="fn"><a href="#a-b" id="a-b-link">1</a></sup>.</p><ol class="wp-block-footnotes"><li id="a-b">Why. <a href="#a-b-link">↩︎</a></li></ol>',
      ['1 → Why. ↩︎', '← 1'],
    ],
    [
      'Easy Footnotes, whose arrow is drawn by a style sheet',
      '<p>So<span id="easy-footnote-1-9" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="#easy-footnote-bottom-1-9" title="Why."><sup>1</sup></a></span>.</p><ol><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-9"></span>Why.<a class="easy-footnote-to-top" href="#easy-footnote-1-9"></a></li></ol>',
      ['1 → Why.↩︎', '← '],
    ],
    [
      'Substack, with whole addresses',
      '<p>So<a class="footnote-anchor" id="footnote-anchor-1-9" href="https://blog.example/2026/post/#footnote-1-9" target="_self">1</a>.</p><div class="footnote"><a id="footnote-1-9" href="https://blog.example/2026/post/#footnote-anchor-1-9" class="footnote-number">1</a><div class="footnote-content"><p>Why.</p></div></div>',
      ['1 → 1Why.', '← 1'],
    ],
    [
      'Sphinx',
      '<p>So <a class="footnote-reference brackets" href="#id2" id="id1"><span class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a>.</p><aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label"><span class="fn-bracket">[</span><a href="#id1">1</a><span class="fn-bracket">]</span></span><p>Why.</p></aside>',
      ['[1] → [1]Why.', '← [1]'],
    ],
    [
      'Docutils of old',
      '<p>So <a class="footnote-reference" href="#id2" id="id1">[1]</a>.</p><table class="docutils footnote" id="id2"><tbody><tr><td class="label"><a class="fn-backref" href="#id1">[1]</a></td><td>Why.</td></tr></tbody></table>',
      ['[1] → [1]Why.', '← [1]'],
    ],
    [
      'a list of definitions',
      '<p>So <a href="#id2" id="id1">1</a>.</p><dl><dt id="id2"><a href="#id1">1</a></dt><dd><p>Why.</p></dd></dl>',
      ['1 → Why.', '← 1'],
    ],
    [
      'Tufte',
      '<p>So<label for="sn-a" class="margin-toggle sidenote-number"></label><input type="checkbox" id="sn-a" class="margin-toggle"><span class="sidenote">Why.</span> it is.</p>',
      ['1 → Why. ↩︎', '← 1'],
    ],
    [
      'by hand, without a way back',
      '<p>So <a href="#n1">[1]</a>.</p><p id="n1">[1] Why.</p>',
      ['[1] → [1] Why. ↩︎', '← [1]'],
    ],
    [
      'one note that is referred to twice',
      '<p>So<sup id="r1"><a href="#n">1</a></sup> and so<sup id="r2"><a href="#n">1</a></sup>.</p><ol><li id="n">Why. <a href="#r1">↩</a> <a href="#r2">↩</a></li></ol>',
      ['1 → Why. ↩︎ ↩︎', '1 → Why. ↩︎ ↩︎', '← 1', '← 1'],
    ],
  ])('%s', (_, html, expected) => {
    expect(read(html)).toEqual(expected);
  });
});

describe('what is no note stays as it is', () => {
  test.each([
    '<p>See section <a href="#three">3</a>.</p><h2 id="three">3 Why</h2><p>x</p>',
    '<p>See step <a href="#three">3</a>.</p><p id="three">Third, x</p>',
    '<div id="all"><p>So <sup><a href="#all">1</a></sup>.</p><p>x</p></div>',
    '<p>So <sup><a href="#nowhere">1</a></sup>.</p>',
    '<p><a href="#why">Why it is so</a></p><p id="why">x</p>',
  ])('%s', (html) => {
    expect(render(html).querySelector('.note, [role]')).toBeNull();
  });

  test('an arrow back has a name, a number keeps its own', () => {
    const page = render(
      '<p>a<sup id="r1"><a href="#n1">1</a></sup> b<sup id="r2"><a href="#n2">2</a></sup></p><ol><li id="n1">A <a href="#r1">^</a></li><li id="n2"><a href="#r2">2</a> B</li></ol>',
    );
    const names = [...page.querySelectorAll('[role="doc-backlink"]')].map((link) => link.getAttribute('aria-label'));
    expect(names).toEqual(['Back to the text', null]);
  });
});
