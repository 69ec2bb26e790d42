import createPurifier, { type Config } from 'dompurify';
import { rename } from './elements.ts';
import { CODE_ATTRIBUTES } from './keep-code.ts';
import { preserve } from './preserve.ts';

/** Everything that an article may consist of; whatever is not named here gives way to its own content. */
const TAGS = [
  // Text blocks.
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'hr', 'br', 'wbr', 'details', 'summary'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'figure', 'figcaption'],
  // Runs of text.
  ...['a', 'span', 'em', 'strong', 'b', 'i', 'u', 's', 'strike', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'q'],
  ...['cite', 'dfn', 'abbr', 'time', 'code', 'kbd', 'samp', 'var', 'tt', 'bdi', 'bdo', 'ruby', 'rb', 'rt', 'rp', 'rtc'],
  // Pictures, sound and film.
  ...['img', 'picture', 'source', 'video', 'audio'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  // MathML Core without what holds HTML (annotation-xml) or takes addresses.
  ...['math', 'semantics', 'annotation', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot'],
  ...['mstyle', 'merror', 'mpadded', 'mphantom', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover'],
  ...['mmultiscripts', 'mprescripts', 'mtable', 'mtr', 'mtd', 'menclose'],
];

/** Elements whose content is no text of the article, so that it goes with them. */
const DROPPED_WHOLE = [
  ...['script', 'style', 'template', 'title', 'head', 'noscript', 'noembed', 'noframes', 'iframe', 'svg'],
  ...['annotation-xml', 'select', 'datalist', 'textarea', 'canvas', 'map', 'frameset'],
];

const EVERYWHERE = ['lang', 'dir', 'title', 'id'];

const MATH = [
  ...['display', 'displaystyle', 'scriptlevel', 'mathvariant', 'form', 'fence', 'separator', 'stretchy', 'symmetric'],
  ...['largeop', 'movablelimits', 'accent', 'accentunder', 'linethickness', 'columnalign', 'rowalign', 'notation'],
  ...['columnspan', 'rowspan', 'lspace', 'rspace', 'minsize', 'maxsize', 'alttext'],
];

const IMAGE = [
  ...['src', 'srcset', 'alt', 'width', 'height', 'data-src', 'data-srcset', 'data-lazy-src', 'data-original'],
  'data-tex',
];

/** What an element may carry beside `EVERYWHERE`. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'name', 'data-embed'],
  code: ['data-formula'],
  img: IMAGE,
  source: ['src', 'srcset', 'data-srcset', 'media', 'type'],
  video: ['src', 'poster', 'width', 'height'],
  audio: ['src'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  pre: CODE_ATTRIBUTES,
  details: ['open'],
  time: ['datetime'],
  del: ['datetime'],
  ins: ['datetime'],
  mspace: ['width'],
};

/** Pictures that may stand in the document itself; never SVG, which is a document. */
const RASTER = /^data:image\/(?:png|jpeg|gif|webp|avif|bmp)[;,]/i;

type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;

interface PolicyFactory {
  createPolicy(name: string, rules: Record<'createHTML' | 'createScriptURL', (text: string) => string>): Policy;
}

/**
 * The one policy of the content security policy that makes HTML, and known to this module only: no other code can turn
 * text into HTML. Absent in Firefox before 148, which has no Trusted Types.
 */
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('feed-html', {
  createHTML: (html) => html,
  createScriptURL: () => {
    throw new TypeError('A feed holds no scripts');
  },
});

const CONFIG: Config = {
  // The body is the root of the tree that is cleaned, and the parser makes no second one.
  ALLOWED_TAGS: [...TAGS, '#text', 'body'],
  ALLOWED_ATTR: [...new Set([...EVERYWHERE, ...MATH, ...Object.values(ATTRIBUTES).flat()])],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  // One scheme or none; the address itself is resolved and checked again in addresses.ts.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  FORBID_CONTENTS: DROPPED_WHOLE,
  SANITIZE_DOM: true,
  SANITIZE_NAMED_PROPS: true,
  RETURN_DOM_FRAGMENT: true,
  // Without it DOMPurify tries to make a policy of its own, which ours forbids, and returns null: a blank article.
  ...(policy && { TRUSTED_TYPES_POLICY: policy }),
};

/** What DOMPurify puts before every id and name, so that none can shadow a property of the page. */
export const ID_PREFIX = 'user-content-';

// An instance of its own: hooks belong to an instance.
const purifier = createPurifier(window);
purifier.addHook('uponSanitizeAttribute', (element, attribute) => {
  const { attrName: name, attrValue: value } = attribute;
  attribute.keepAttr =
    isAllowed(element, name) && (!value.trimStart().startsWith('data:') || isRaster(element, name, value));
});

/**
 * What is left of a feed's HTML when nothing in it can run, ask, cover or name anything of ours.
 *
 * The tree belongs to a document without a window, so nothing in it loads before it is put on a page.
 *
 * @param html raw and untrusted
 * @throws Error where the sanitiser gives no result: never show the source instead
 */
export function sanitise(html: string): DocumentFragment {
  const { body } = parseInert(html);
  // A document of frames has no body to read.
  const tree = body instanceof HTMLBodyElement ? body : document.createElement('body');
  preserve(tree);
  // The sanitiser has the last word on the tree, also on what preserve() put there.
  const clean: DocumentFragment | null = purifier.sanitize(tree, CONFIG as Config & { RETURN_DOM_FRAGMENT: true });
  if (clean === null || !purifier.isSupported) throw new Error('The sanitiser gave no result');
  return clean;
}

/**
 * A document that has no window: scripts do not run there and pictures do not load. Nor do names in it stand for
 * properties of the document or of a form.
 *
 * It inherits our content security policy, so Chromium reports each style and handler that it meets in there on the
 * console, as blocked. No way of parsing spares that (documents, templates and importNode were tried), and none runs.
 */
export function parseInert(html: string): Document {
  const trusted = (policy ? policy.createHTML(html) : html) as string;
  const parsed = new DOMParser().parseFromString(trusted, 'text/html');
  dropShadows(parsed);
  return parsed;
}

/**
 * `form.closest` is the field in <form><input name="closest"></form>, `document.body` the picture in <img name="body">
 * (HTML, "LegacyOverrideBuiltIns"). All that reads the document later relies on this.
 */
function dropShadows(parsed: Document): void {
  const all = (selectors: string) => Document.prototype.querySelectorAll.call(parsed, selectors);
  const without = (element: Element, name: string) => Element.prototype.removeAttribute.call(element, name);
  for (const named of all('form[name], img[name], iframe[name], embed[name], object[name]')) without(named, 'name');
  for (const object of all('object[id]')) without(object, 'id');
  for (const form of all('form')) {
    const classes = Element.prototype.getAttribute.call(form, 'class');
    const box = rename(form, 'div');
    // By its class Readability knows what asks for a comment or an address.
    if (classes !== null) box.className = classes;
  }
}

function isAllowed(element: Element, attribute: string): boolean {
  if (EVERYWHERE.includes(attribute)) return true;
  if (element.namespaceURI === 'http://www.w3.org/1998/Math/MathML' && MATH.includes(attribute)) return true;
  const tag = element.localName;
  return Object.hasOwn(ATTRIBUTES, tag) && (ATTRIBUTES[tag]?.includes(attribute) ?? false);
}

function isRaster(element: Element, attribute: string, value: string): boolean {
  return element.localName === 'img' && attribute === 'src' && RASTER.test(value);
}
