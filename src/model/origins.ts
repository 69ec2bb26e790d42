import { feedAddress, isAskableHost, withoutFeedScheme } from '../feed/urls.ts';

/**
 * The match pattern whose permission lets us fetch an absolute http(s) address: its host, any scheme and port.
 *
 * @throws Error where the host would be a pattern itself, such as `*`: no address that was read here has such a one
 */
export function originOf(url: string): string {
  const { hostname } = new URL(url);
  if (!isAskableHost(hostname)) throw new Error(`No host to ask for: ${hostname}`);
  return `*://${hostname}/*`;
}

/**
 * The match patterns to ask the person for: the address's host, and for a bare domain its www host too, since sites
 * redirect from one to the other and a second prompt would be needed.
 *
 * @param url absolute http(s) address
 */
export function originsFor(url: string): string[] {
  const { hostname } = new URL(url);
  return isBareDomain(hostname) ? [originOf(url), `*://www.${hostname}/*`] : [originOf(url)];
}

/** example.org, example.co.uk; not blog.example.org, an IP address or a local name. */
function isBareDomain(hostname: string): boolean {
  if (/^[\d.]+$/.test(hostname) || hostname.includes(':')) return false;
  const labels = hostname.split('.');
  if (labels.length === 2) return true;
  // Country domains that register at the third level: co.uk, com.au, ac.jp.
  const [, second = '', top = ''] = labels;
  return labels.length === 3 && second.length <= 3 && top.length === 2 && labels[0] !== 'www';
}

/**
 * The absolute address that a person means by what they typed, or undefined where it cannot be one.
 *
 * https is assumed where no scheme is given, except for this machine itself. What else makes an address unusable says
 * feedAddress.
 */
export function addressFrom(typed: string): string | undefined {
  const text = withoutFeedScheme(typed.trim());
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`;
  if (/\s/.test(text) || feedAddress(schemed) === undefined) return undefined;
  const url = new URL(schemed);
  if (!url.hostname.includes('.') && !isLocal(url.host) && !url.hostname.startsWith('[')) return undefined;
  // What was typed whole is used to the byte; what lacked a scheme gets the shortest spelling.
  return schemed === text ? text : url.href;
}

function isLocal(address: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(address);
}

/**
 * Whether a page or feed may lead us to an address, by a redirect, a feed or an icon that it names: a public one may not
 * send us into the person's own network, whose permission may be held, nor to another scheme than the web's.
 *
 * @param from absolute http(s) address of what leads, in the end typed by the person
 * @param to absolute address
 */
export function mayLeadTo(from: string, to: string): boolean {
  const target = new URL(to);
  if (!/^https?:$/.test(target.protocol)) return false;
  return !isPrivateHost(target.hostname) || isPrivateHost(new URL(from).hostname);
}

/**
 * Whether a redirect may be followed to its end: where a link may lead, and never from https to http, where anybody on
 * the way could write the posts (RFC 9110 §15.4 leaves it to the client).
 *
 * @param from absolute http(s) address that was asked for
 * @param to absolute address
 */
export function mayRedirectTo(from: string, to: string): boolean {
  const isDowngrade = new URL(from).protocol === 'https:' && new URL(to).protocol === 'http:';
  return !isDowngrade && mayLeadTo(from, to);
}

/** Loopback, link-local, private and unique-local addresses, which no public feed may lead us to. */
export function isPrivateHost(hostname: string): boolean {
  // A name with the root's dot at its end is the same name.
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true;
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.\d+\.\d+$/.exec(host);
  if (v4) return isPrivateV4(Number(v4[1]), Number(v4[2]));
  // URL spells addresses that hold one of IPv4 in hexadecimal: mapped [::ffff:7f00:1] (RFC 4291 §2.5.5), translated
  // [64:ff9b::7f00:1] (RFC 6052 §2.1), and the old compatible [::7f00:1].
  const mapped = /^(?:::ffff:|::ffff:0:|64:ff9b::|::)([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(host);
  if (mapped) {
    const high = Number.parseInt(mapped[1] ?? '0', 16);
    return isPrivateV4(high >> 8, high & 255);
  }
  return host.includes(':') && (host === '::' || host === '::1' || /^(?:f[cd]|fe[89ab])/.test(host));
}

function isPrivateV4(first: number, second: number): boolean {
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 100 && second >= 64 && second < 128) ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168)
  );
}
