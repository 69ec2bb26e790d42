import { describe, expect, test } from 'vitest';
import { decodeEntities, decodeInAddress, plainText } from '../../src/feed/plain-text.ts';

describe('entities', () => {
  test.each([
    ['&amp;lt;', '&lt;', 'once, not twice'],
    ['&eacute;&mdash;&rsquo;&CounterClockwiseContourIntegral;', 'é—’∳', 'all names of HTML'],
    ['&ocirc; &subset; &zwj;', 'ô ⊂ \u200d', 'with the meaning that HTML gives them'],
    ['&copy2024 &AMP &notit;', '©2024 & ¬it;', 'old names without semicolon'],
    ['&mdash &foo; & &; &#; &#x;', '&mdash &foo; & &; &#; &#x;', 'what is no reference stays'],
    ['&#34;&#x41;&#X42;&#233 x', '"ABé x', 'numbers'],
    ['&#146;&#150;&#x80;', '’–€', 'windows-1252 numbers'],
    ['a&#129;&#x8d;&#7;&#127;&#xFFFE;&#65535;b', 'ab', 'numbers of what no text holds'],
    ['&#55357;&#56832;', '😀', 'an emoji in two halves'],
    ['&#55357;x&#56832;', '\ufffdx\ufffd', 'half an emoji'],
    ['a&#0;b&#8;c&#x1F;d&#10;', 'abcd\n', 'control characters vanish'],
    ['&#x110000;&#99999999999999999999;', '\ufffd&#99999999999999999999;', 'numbers beyond Unicode'],
    ['&constructor; &__proto__;', '&constructor; &__proto__;', 'names of JavaScript'],
  ])('%s is read as %s: %s', (source, expected) => {
    expect(decodeEntities(source)).toBe(expected);
  });

  test('every name of HTML that a browser knows without semicolon is known', () => {
    expect(decodeEntities('&nbsp&lt&gt&amp&quot&yuml&AElig')).toBe('\u00a0<>&"ÿÆ');
  });

  test('an address with bare ampersands survives', () => {
    expect(decodeInAddress('?a=1&copy=2&amp;lt=3&reg2=4')).toBe('?a=1&copy=2&lt=3&reg2=4');
  });

  test('declared entities win over those of HTML', () => {
    expect(
      decodeInAddress(
        '&site.name; &copy;',
        new Map([
          ['site.name', 'Here'],
          ['copy', 'c'],
        ]),
      ),
    ).toBe('Here c');
  });
});

describe('plain text', () => {
  test.each([
    ['<p>One</p><p>two<br>three</p>', 'One two three', 'blocks and breaks part words'],
    ['un<b>believ</b>able', 'unbelievable', 'inline tags do not'],
    ['a &lt;b&gt; c &amp;amp;', 'a <b> c &amp;', 'entities are decoded once'],
    ['a<!-- hidden <b> > -->b<script>if (a < b) {}</script>c<STYLE>p > a {}</style >d', 'abcd', 'silent parts vanish'],
    ['a <script>never closed', 'a', 'a script without end hides the rest'],
    ['if x < y and 3 <4 then', 'if x < y and 3 <4 then', 'a bare < is text'],
    ['cut in a <a href="x', 'cut in a <a href="x', 'an unfinished tag is text where no > follows'],
    ['<a title="a > b">x</a>', 'x', 'a > within quotes ends no tag'],
    ["<a title=don't>x</a> isn't", "x isn't", 'an apostrophe in a bare value is no quote'],
    ['<a href="x>y</a> z', 'y z', 'a quote that is never closed ends with its tag'],
    ['  a\n\t b\u00a0c  ', 'a b c', 'white space is folded'],
    ['<?xml version="1.0"?><!DOCTYPE html>x', 'x', 'declarations vanish'],
    ['', '', 'nothing stays nothing'],
  ])('%s gives %s: %s', (html, expected) => {
    expect(plainText(html)).toBe(expected);
  });

  // Ten times the input must not cost much more than ten times the time; a quadratic reader would need a hundred times.
  test.each([
    '<a "> "',
    "<a '",
    '<a "><b \'>',
    '<!--',
    '<script>',
    '&am',
    '&#1',
    '<',
    '<a <b',
    '<a ">',
    '&aaaaaaaaaaaaaaaaaaaaaaaaa',
  ])('hostile repetition of %s is read in linear time', (piece) => {
    const started = performance.now();
    plainText(piece.repeat(400_000));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
