// @vitest-environment happy-dom
import './faithful-dom.ts';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/ui/reader/pass.ts';
import { renderArticle } from '../../../src/ui/reader/render-article.ts';
import { context } from './context.ts';

function render(html: string, change: Partial<Context> = {}): HTMLElement {
  const page = document.createElement('div');
  page.append(renderArticle({ html }, context(change)).content);
  return page;
}

function attributes(page: HTMLElement, selector: string, name: string): (string | null)[] {
  return [...page.querySelectorAll(selector)].map((element) => element.getAttribute(name));
}

describe('links', () => {
  test.each([
    ['./x', 'https://blog.example/2026/post/x'],
    ['../x', 'https://blog.example/2026/x'],
    ['/x?a=1#b', 'https://blog.example/x?a=1#b'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['http://other.example', 'http://other.example/'],
    ['http://https://other.example/x', 'https://other.example/x'],
    ['mailto:me@blog.example', 'mailto:me@blog.example'],
    ['#elsewhere', 'https://blog.example/2026/post/#elsewhere'],
    ['/x?utm_source=rss&a=%7E', 'https://blog.example/x?a=%7E'],
  ])('%s leads to %s', (href, address) => {
    expect(attributes(render(`<p><a href="${href}">x</a></p>`), 'a', 'href')).toEqual([address]);
  });

  test('resolve against the base of the document before the address of the post', () => {
    const origin = { base: 'https://blog.example/base/', postUrl: 'https://blog.example/2026/post/' };
    expect(attributes(render('<a href="x">x</a>', { origin }), 'a', 'href')).toEqual(['https://blog.example/base/x']);
  });

  test('open in a tab of their own that knows nothing of this one', () => {
    const page = render('<a href="https://other.example/" target="_top" rel="opener">x</a>');
    expect(attributes(page, 'a', 'target')).toEqual(['_blank']);
    expect(attributes(page, 'a', 'rel')).toEqual(['noopener noreferrer']);
  });

  test.each(['', '#', ' # ', 'javascript:void(0)', 'tel:123', 'http://'])('"%s" leads nowhere and is text', (href) => {
    const page = render(`<p>a <a href="${href}">b</a> c</p>`);
    expect(page.querySelector('a')).toBeNull();
    expect(page.textContent).toBe('a b c');
  });

  test('are text where a relative one has nothing to be relative to', () => {
    expect(render('<p><a href="x">b</a></p>', { origin: {} }).innerHTML).toBe('<p>b</p>');
  });

  test.each(['#fn:1', 'https://blog.example/2026/post/#fn:1', '#fn%3A1'])(
    '%s stays in the post where its place is',
    (href) => {
      const page = render(`<p><a href="${href}">1</a></p><ol><li id="fn:1">note</li></ol>`);
      const [link] = page.querySelectorAll('a');
      expect(link?.getAttribute('href')).toBe('#user-content-fn%3A1');
      expect(link?.hasAttribute('target')).toBe(false);
      expect(page.querySelector('li')?.id).toBe('user-content-fn:1');
    },
  );

  test('a place in a post that counts where its readers come from is in this one', () => {
    const origin = { postUrl: 'https://blog.example/post/', base: 'https://blog.example/post/?utm_source=rss' };
    const page = render('<a href="https://blog.example/post/?utm_source=rss#a">1</a><p id="a">note</p>', { origin });
    expect(attributes(page, 'a', 'href')).toEqual(['#user-content-a']);
  });

  test('a place of the same name in another post is not this one', () => {
    const page = render('<p id="a"><a href="https://blog.example/2025/other/#a">x</a></p>');
    expect(attributes(page, 'a', 'href')).toEqual(['https://blog.example/2025/other/#a']);
  });

  test('an old anchor is a place', () => {
    const page = render('<p><a href="#top">up</a></p><p><a name="top"></a>Top</p>');
    expect(attributes(page, 'a', 'href')).toEqual(['#user-content-top', null]);
    expect(page.querySelector('#user-content-top')).not.toBeNull();
  });
});

describe('pictures', () => {
  test('load late, resolved, and tell no one where from', () => {
    const [image] = render('<img src="../a.png" alt="A" width="600" height="400">').querySelectorAll('img');
    expect(image?.outerHTML).toContain('src="https://blog.example/2026/a.png"');
    expect(image?.getAttribute('loading')).toBe('lazy');
    expect(image?.getAttribute('decoding')).toBe('async');
    expect(image?.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(image?.getAttribute('width')).toBe('600');
  });

  test('keep no size but a whole one', () => {
    const page = render('<img src="a.png" width="100%" height="40"><img src="b.png" width="300">');
    expect(attributes(page, 'img', 'width')).toEqual([null, null]);
    expect(attributes(page, 'img', 'height')).toEqual([null, null]);
  });

  test('have their candidates resolved one by one', () => {
    const page = render('<img src="a.png" srcset="a.png, b,c.png 2x,/d.png 1.5x, javascript:1 3x">');
    expect(attributes(page, 'img', 'srcset')).toEqual([
      'https://blog.example/2026/post/a.png, https://blog.example/2026/post/b,c.png 2x, https://blog.example/d.png 1.5x',
    ]);
    expect(attributes(page, 'img', 'sizes')).toEqual([null]);
  });

  test('have our sizes where candidates are told apart by width', () => {
    const page = render('<img src="a.png" sizes="100vw" srcset="a.png 480w, b.png 960w">');
    expect(attributes(page, 'img', 'sizes')).toEqual(['min(100vw, 612px)']);
  });

  test.each(['data-src', 'data-lazy-src', 'data-original'])('whose address waits in %s are shown', (name) => {
    const page = render(`<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" ${name}="real.png" alt="A">`);
    expect(attributes(page, 'img', 'src')).toEqual(['https://blog.example/2026/post/real.png']);
  });

  test('that stand again in noscript are shown once', () => {
    const page = render(
      '<img data-src="a.png"><noscript><img src="a.png"></noscript><p>x</p><noscript><img src="b.png"></noscript>',
    );
    expect(attributes(page, 'img', 'src')).toEqual([
      'https://blog.example/2026/post/a.png',
      'https://blog.example/2026/post/b.png',
    ]);
  });

  test.each([
    '<img src="https://counter.example/i.gif" width="1" height="1">',
    '<img src="https://counter.example/i.gif" width="1px">',
    '<img src="https://counter.example/i.gif" height="0" width="0">',
    '<img src="https://pixel.wp.com/b.gif?x=1">',
    '<a href="https://counter.example/"><img src="https://feeds.feedburner.com/~r/blog/1"></a>',
  ])('that only count readers are dropped: %s', (html) => {
    expect(render(`<p>kept</p>${html}`).innerHTML).toBe('<p>kept</p>');
  });

  test('that cannot be loaded give way to their description', () => {
    const [box] = render('<p><img src="data:image/svg+xml,x" alt="A chart"></p>').querySelectorAll('.image-missing');
    expect(box?.textContent).toBe('Picture not shown. A chart');
  });

  test('in a link to themselves are in no link', () => {
    const page = render(
      '<p><a href="a.png"><img src="a.png#floatleft"></a> <a href="b.html"><img src="b.png"></a></p>',
    );
    expect(attributes(page, 'a', 'href')).toEqual(['https://blog.example/2026/post/b.html']);
    expect(attributes(page, 'img', 'src')).toEqual([
      'https://blog.example/2026/post/a.png',
      'https://blog.example/2026/post/b.png',
    ]);
  });

  test('that lead to a larger one keep its address, and no link', () => {
    const page = render(
      '<a href="b-1600.png"><img src="b-320.png"></a><a href="https://wiki.example/wiki/File:C.png"><img src="c.png"></a>',
    );
    expect(attributes(page, 'img', 'data-full')).toEqual(['https://blog.example/2026/post/b-1600.png', null]);
    expect(attributes(page, 'a', 'href')).toEqual(['https://wiki.example/wiki/File:C.png']);
  });

  test.each(['mailto:me@blog.png', 'https://pixel.wp.com/b.gif'])('that lead to %s keep their link', (href) => {
    const page = render(`<a href="${href}"><img src="a.png"></a>`);
    expect(attributes(page, 'img', 'data-full')).toEqual([null]);
    expect(attributes(page, 'a', 'href')).toEqual([href]);
  });

  test('that are all of a link give it a name', () => {
    const page = render(
      '<a href="a"><img src="a.png"></a><a href="b"><img src="b.png" alt="B"></a><a href="c">c<img src="c.png"></a>',
    );
    expect(attributes(page, 'img', 'alt')).toEqual(['Linked picture', 'B', '']);
  });
});

describe('what cannot be embedded is a card that leads to it', () => {
  test.each([
    ['<iframe src="https://video.example/embed/1" title="A talk"></iframe>', 'A talk', 'https://video.example/embed/1'],
    ['<iframe data-src="//video.example/2"></iframe>', 'Embedded page', 'https://video.example/2'],
    [
      '<iframe src="https://www.youtube.com/embed/a"></iframe>',
      'Embedded from YouTube',
      'https://www.youtube.com/watch?v=a',
    ],
    [
      '<iframe src="https://w.soundcloud.com/?url=javascript:1"></iframe>',
      'Embedded from SoundCloud',
      'https://w.soundcloud.com/?url=javascript:1',
    ],
    ['<embed src="/a.swf">', 'Embedded page', 'https://blog.example/a.swf'],
    ['<object data="a.pdf"></object>', 'Embedded page', 'https://blog.example/2026/post/a.pdf'],
    ['<object data="a.swf"><embed src="b.swf"></object>', 'Embedded page', 'https://blog.example/2026/post/b.swf'],
    ['<iframe srcdoc="x"></iframe>', 'Embedded page', 'https://blog.example/2026/post/'],
    [
      '<script src="https://gist.github.com/me/1.js?file=a"></script>',
      'Embedded from GitHub Gist',
      'https://gist.github.com/me/1?file=a',
    ],
    ['<svg width="600"><title>A graph</title><path d="M0 0"/></svg>', 'A graph', 'https://blog.example/2026/post/'],
    ['<canvas></canvas>', 'Drawing', 'https://blog.example/2026/post/'],
  ])('%s', (html, title, address) => {
    const page = render(`<p>before</p>${html}<p>after</p>`);
    expect(page.querySelector('.embed-title')?.textContent).toBe(title);
    expect(attributes(page, '.embed a', 'href')).toEqual([address]);
    expect(page.querySelectorAll('.embed')).toHaveLength(1);
  });

  test.each([
    '<iframe src="https://tags.example/" width="0" height="0"></iframe>',
    '<iframe src="https://tags.example/" style="display: none"></iframe>',
    '<svg width="16" height="16"><path d="M0 0"/></svg>',
    '<svg aria-hidden="true"><path d="M0 0"/></svg>',
  ])('but nothing stands for what nobody sees: %s', (html) => {
    expect(render(`<p>kept</p>${html}`).innerHTML).toBe('<p>kept</p>');
  });
});

describe('sound and film', () => {
  test('load when they are played, from resolved addresses', () => {
    const page = render('<video autoplay src="a.mp4" poster="p.png"></video><audio><source src="b.mp3"></audio>');
    expect(attributes(page, 'video, audio', 'preload')).toEqual(['none', 'none']);
    expect(attributes(page, 'video, audio', 'controls')).toEqual(['', '']);
    expect(attributes(page, 'video', 'autoplay')).toEqual([null]);
    expect(attributes(page, 'video', 'poster')).toEqual(['https://blog.example/2026/post/p.png']);
    expect(attributes(page, 'source', 'src')).toEqual(['https://blog.example/2026/post/b.mp3']);
  });

  test('without any address are said to be missing, with the way to where they are', () => {
    const page = render('<audio src="javascript:1"></audio>');
    expect(page.querySelector('.embed-title')?.textContent).toBe('Recording not shown.');
    expect(attributes(page, '.embed a', 'href')).toEqual(['https://blog.example/2026/post/']);
  });
});

describe('code', () => {
  const source = 'if (a &lt; b) {\n\n\n\treturn  "\u00a0x"; \n}\n\n';
  const text = 'if (a < b) {\n\n\n\treturn  "\u00a0x"; \n}\n\n';

  test('keeps every byte in a block that the keyboard can scroll', () => {
    const page = render(
      `<div class="highlight" style="color:red"><pre><code class="language-c">${source}</code></pre></div>`,
    );
    const [pre] = page.querySelectorAll('pre');
    expect(pre?.textContent).toBe(text);
    expect(pre?.getAttribute('tabindex')).toBe('0');
    expect(pre?.parentElement?.outerHTML).toContain('role="group" aria-label="C code"');
  });

  test('keeps every byte between the spans of a highlighter', () => {
    const lines =
      '<span style="display:flex"><span><span style="color:#f92672">a</span> \n</span></span><span>\n</span><b></b>\t';
    expect(render(`<pre>${lines}</pre>`).querySelector('pre')?.textContent).toBe('a \n\n\t');
  });

  test('keeps empty lines that are breaks', () => {
    expect(render('<pre>a<br><br><br><br>b</pre>').querySelector('pre')?.textContent).toBe('a\n\n\n\nb');
  });

  test('is freed of a column of line numbers', () => {
    const page = render('<table><tr><td><pre>1\n2\n</pre></td><td><pre><code>a\nb\n</code></pre></td></tr></table>');
    expect(page.querySelector('table')).toBeNull();
    expect(page.querySelector('pre')?.textContent).toBe('a\nb\n');
  });

  test('in old elements is code too', () => {
    expect(render('<listing>a\n  b</listing>').querySelector('.code-block > pre')?.textContent).toBe('a\n  b');
  });
});

describe('headings', () => {
  function outline(html: string, title = 'A post'): string {
    const headings = render(html, { title }).querySelectorAll('h1, h2, h3, h4, h5, h6');
    return [...headings].map((heading) => heading.localName.slice(1) + heading.textContent).join(' ');
  }

  test.each([
    ['<h1>a</h1><h2>b</h2><h1>c</h1>', '2a 3b 2c'],
    ['<h3>a</h3><h4>b</h4><h3>c</h3>', '2a 3b 2c'],
    ['<h2>a</h2><h4>b</h4><h4>c</h4><h3>d</h3>', '2a 3b 3c 3d'],
    ['<h4>a</h4><h2>b</h2><h3>c</h3>', '2a 2b 3c'],
    ['<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>', '2a 3b 4c 5d 6e 6f'],
  ])('%s stand as %s', (html, expected) => {
    expect(outline(html)).toBe(expected);
  });

  test('that repeat the title at the very start are dropped', () => {
    expect(outline('<div><h1>A post!</h1></div><p>x</p><h2>b</h2>')).toBe('2b');
    expect(outline('<p>x</p><h1>A post</h1>')).toBe('2A post');
    expect(outline('<img src="a.png"><h1>A post</h1>')).toBe('2A post');
  });

  test('in captions are no chapters', () => {
    expect(outline('<figure><img src="a.png"><figcaption><h4>A plot</h4></figcaption></figure><h2>b</h2>')).toBe('2b');
  });

  test.each(['<dl><dt id="f">f(x)<a href="#f">¶</a></dt><dd>x</dd></dl>', '<div id="f">(1)<a href="#f">¶</a></div>'])(
    'and all else that leads to itself loses its sign: %s',
    (html) => {
      expect(render(html).querySelector('a')).toBeNull();
    },
  );

  test('keep their place and lose the sign that leads to it', () => {
    const page = render('<h2 id="how">How <a href="#how" aria-hidden="true">#</a></h2><p>x</p>');
    expect(page.querySelector('h2')?.outerHTML).toBe('<h2 id="user-content-how">How </h2>');
  });
});

describe('space', () => {
  test.each([
    ['<p>a</p><p>&nbsp;</p><p></p><div><span></span></div><p>b</p>', '<p>a</p><p>b</p>'],
    ['<p>a</p><br><br><p>b</p>', '<p>a</p><p>b</p>'],
    ['<p><br>a<br><br></p>', '<p>a</p>'],
    ['<div>a</div><div><span><b><br></b></span></div><div>b</div>', '<div>a</div><div>b</div>'],
    ['<p>a<br>b</p>', '<p>a<br>b</p>'],
    ['<p>a<i><br></i>b</p>', '<p>a<i><br></i>b</p>'],
    ['<p>a<br><br><br> <br>b</p>', '<p>a<br><br> b</p>'],
    ['<hr><hr><p>a</p><hr><p>b</p><hr>', '<p>a</p><hr><p>b</p>'],
    ['<p></p><hr><p>a</p>', '<p>a</p>'],
    ['one\n\ntwo\nlines', '<p>one</p><p>two\nlines</p>'],
  ])('%s becomes %s', (html, expected) => {
    expect(render(html).innerHTML).toBe(expected);
  });

  test('an empty place that links lead to stays', () => {
    expect(render('<p id="x"></p><p><a href="#x">a</a></p>').querySelector('#user-content-x')).not.toBeNull();
  });

  test('boxes with a meaning for the page become plain ones, and their texts stay apart', () => {
    expect(render('<main><nav>a</nav><form>b</form></main>').innerHTML).toBe('<div><div>a</div><div>b</div></div>');
  });
});

describe('tables', () => {
  test('scroll in regions with names of their own', () => {
    const table = (caption: string) => `<table>${caption}<tr><th>a</th><td>b</td></tr></table>`;
    const page = render(table('<caption>Sizes</caption>') + table('') + table('<caption>Sizes</caption>'));
    expect(attributes(page, '.table-scroll', 'aria-label')).toEqual(['Sizes', 'Table 2', 'Table 3']);
    expect(attributes(page, '.table-scroll', 'role')).toEqual(['region', 'region', 'region']);
    expect(attributes(page, '.table-scroll', 'tabindex')).toEqual(['0', '0', '0']);
  });

  test('of one column are no tables', () => {
    const page = render('<table><tbody><tr><td><p>a</p></td></tr><tr><td>b</td></tr></tbody></table>');
    expect(page.innerHTML).toBe('<div><p>a</p></div><div>b</div>');
  });

  test('within tables do not scroll by themselves', () => {
    const inner = '<table><tr><td>x</td><td>y</td></tr></table>';
    const page = render(`<table><tr><td>${inner}</td><td>b</td></tr></table>`);
    expect(page.querySelectorAll('.table-scroll')).toHaveLength(1);
    expect(page.querySelectorAll('table')).toHaveLength(2);
  });
});

describe('the rest of an article', () => {
  test('the boxes of a task list say what is done', () => {
    const page = render(
      '<ul><li><input type="checkbox" checked disabled> a</li><li><input type="checkbox"> b</li></ul>',
    );
    expect(page.textContent).toBe('\u2611 a\u2610 b');
  });

  test('looks, classes and handlers are gone, language and direction stay', () => {
    const page = render('<p class="a" style="color:red" align="center" lang="de" dir="rtl" onclick="1">x</p>');
    expect(page.innerHTML).toBe('<p lang="de" dir="rtl">x</p>');
  });

  test.each(['', '<script>1</script>', '<p>&nbsp;</p>', '<div><img src="https://pixel.wp.com/x"></div>'])(
    'is empty where nothing can be seen: %s',
    (html) => {
      expect(renderArticle({ html }, context()).empty).toBe(true);
    },
  );

  test.each(['<img src="a.png">', '<iframe src="https://video.example/1"></iframe>', 'x'])(
    'is not empty: %s',
    (html) => {
      expect(renderArticle({ html }, context()).empty).toBe(false);
    },
  );
});
