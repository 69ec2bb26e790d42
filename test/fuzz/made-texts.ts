import type { Random } from './random.ts';

/** Words that blogs write, among them those that careless readers stumble over. */
const WORDS = (
  'the compiler borrows a buffer until its lease ends and nobody counts twice Größe naïve façade 東京 エンジン привет ' +
  '🙂 👩‍💻 C++ D&D AT&T Vec<T> a<b x>y "quoted" it\'s 50% – — … “so” 3.10 007 1e3 <script> &amp; &lt;b&gt; &copy ' +
  'constructor __proto__ if x < y then I <3 you'
).split(' ') as [string, ...string[]];

export function madeWords(random: Random, most: number): string {
  return Array.from({ length: 1 + random.below(most) }, () => random.pick(WORDS)).join(' ');
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** HTML as blogs write it; `strict` for XHTML, whose tags are all closed. */
export function madeHtml(random: Random, strict: boolean): string {
  return Array.from({ length: 1 + random.below(4) }, () => madeBlock(random, strict)).join(random.pick(['', '\n']));
}

function madeBlock(random: Random, strict: boolean): string {
  const text = (most: number): string => escaped(madeWords(random, most));
  const blocks: readonly [() => string, ...(() => string)[]] = [
    () => `<p>${text(20)}</p>`,
    () => `<p>${text(4)} <a href="../post?a=1&amp;b=2" title='${text(2).replaceAll("'", '')}'>${text(3)}</a></p>`,
    () => `<pre><code class="language-rust">let a = b &lt; c;\n\n  ${text(5)}</code></pre>`,
    () => `<ul><li>${text(3)}</li><li><em>${text(2)}</em></li></ul>`,
    () => `<blockquote><p>${text(6)}</p></blockquote>`,
    () => (strict ? '<img src="a.png" alt=""/><br/>' : `<img src=a.png alt=x><br>${text(2)}<hr>`),
    () => (strict ? `<div><div>${text(3)}</div></div>` : `<p>${text(3)}<div>${text(2)}`),
    () =>
      strict ? `<h2 id="i">${text(2)}</h2>` : `<h2>${text(2)}</h2><!-- ${text(2)} --><script>if (a<b) {}</script>`,
    () => `<table><tr><td>${text(2)}</td></tr></table>`,
  ];
  return random.pick(blocks)();
}

/** The source of an element whose text is `text`, in one of XML's ways to write it. */
export function xmlSource(random: Random, text: string): string {
  const half = Math.floor(text.length / 2);
  const forms: readonly [() => string, ...(() => string)[]] = [
    () => escaped(text),
    () => cdata(text),
    () => escaped(text).replaceAll('&lt;', '&#60;').replaceAll('"', '&#x22;'),
    () => ` ${cdata(text.slice(0, half))}<!-- ' " > -->${escaped(text.slice(half))}\n`,
    () => escaped(text).replace(/[^\0-\x7f]/gu, (char) => `&#${char.codePointAt(0)};`),
    () => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  ];
  return random.pick(forms)();
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** A date in one of the forms that feeds use; now and then one that is none. */
export function madeDate(random: Random): string {
  const at = new Date(1_000_000_000_000 + random.below(2 ** 31) * 300);
  const iso = at.toISOString();
  const rfc = at.toUTCString();
  return random.pick([
    rfc,
    rfc,
    iso,
    iso.slice(0, 19),
    iso.slice(0, 10),
    rfc.replace('GMT', '+0200'),
    rfc.replace('GMT', 'EST'),
    iso.replace('Z', '-05:30'),
    iso.slice(0, 10).replaceAll('-', '/'),
    'yesterday',
  ]);
}
