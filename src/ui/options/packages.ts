/** A package whose code is in the extension. Names and legal texts stand here, not among the messages: nobody translates them. */
export interface Package {
  readonly name: string;
  /** SPDX expression. */
  readonly licence: string;
  /** As its licence file says it; where that names nobody, its author. */
  readonly copyright: string;
  readonly source: string;
}

/** The dependencies of package.json and what they bring along; a test holds this list against what is installed. */
export const PACKAGES: readonly Package[] = [
  {
    name: '@mozilla/readability',
    licence: 'Apache-2.0',
    copyright: 'Copyright (c) 2010 Arc90 Inc',
    source: 'https://github.com/mozilla/readability',
  },
  {
    name: '@nodable/entities',
    licence: 'MIT',
    copyright: 'Amit Gupta',
    source: 'https://github.com/nodable/val-parsers',
  },
  {
    name: 'anynum',
    licence: 'MIT',
    copyright: 'Copyright (c) 2026 Natural Intelligence',
    source: 'https://github.com/NaturalIntelligence/anynum',
  },
  {
    name: 'dexie',
    licence: 'Apache-2.0',
    copyright: 'Copyright (c) 2014-2017 David Fahlander',
    source: 'https://github.com/dexie/Dexie.js',
  },
  {
    name: 'dompurify',
    licence: '(MPL-2.0 OR Apache-2.0)',
    copyright: '(c) Cure53 and other contributors',
    source: 'https://github.com/cure53/DOMPurify',
  },
  {
    name: 'fast-xml-builder',
    licence: 'MIT',
    copyright: 'Copyright (c) 2026 Natural Intelligence',
    source: 'https://github.com/NaturalIntelligence/fast-xml-builder',
  },
  {
    name: 'fast-xml-parser',
    licence: 'MIT',
    copyright: 'Copyright (c) 2017 Amit Kumar Gupta',
    source: 'https://github.com/NaturalIntelligence/fast-xml-parser',
  },
  {
    name: 'highlight.js',
    licence: 'BSD-3-Clause',
    copyright: 'Copyright (c) 2006, Ivan Sagalaev',
    source: 'https://github.com/highlightjs/highlight.js',
  },
  {
    name: 'is-unsafe',
    licence: 'MIT',
    copyright: 'Copyright (c) 2026 Natural Intelligence',
    source: 'https://github.com/NaturalIntelligence/is-unsafe',
  },
  {
    name: 'path-expression-matcher',
    licence: 'MIT',
    copyright: 'Copyright (c) 2024 Amit Gupta',
    source: 'https://github.com/NaturalIntelligence/path-expression-matcher',
  },
  {
    name: 'preact',
    licence: 'MIT',
    copyright: 'Copyright (c) 2015-present Jason Miller',
    source: 'https://github.com/preactjs/preact',
  },
  {
    name: 'strnum',
    licence: 'MIT',
    copyright: 'Copyright (c) 2021 Natural Intelligence',
    source: 'https://github.com/NaturalIntelligence/strnum',
  },
  {
    name: 'temml',
    licence: 'MIT',
    copyright: 'Copyright (c) 2020 Ron Kok',
    source: 'https://github.com/ronkok/Temml',
  },
  {
    name: 'webextension-polyfill',
    licence: 'MPL-2.0',
    copyright: 'Mozilla',
    source: 'https://github.com/mozilla/webextension-polyfill',
  },
  {
    name: 'xml-naming',
    licence: 'MIT',
    copyright: 'Copyright (c) 2026 Natural Intelligence',
    source: 'https://github.com/NaturalIntelligence/xml-naming',
  },
];

/** Of the MIT packages above, which ask that it goes with every copy. */
export const MIT_TEXT = [
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:',
  'The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.',
  'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
] as const;

/** Of highlight.js, which asks the same. */
export const BSD_TEXT = [
  'Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:',
  '* Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.',
  '* Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.',
  '* Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.',
  'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.',
] as const;

/** Licences that may be named by where they stand. */
export const LICENCE_ADDRESSES = [
  { name: 'Apache License 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  { name: 'Mozilla Public License 2.0', url: 'https://www.mozilla.org/MPL/2.0/' },
] as const;
