/**
 * Parameters of addresses that only tell a site where a reader came from, in lower case. A closed list: whatever else
 * stands in an address may be what the site finds its page by.
 *
 * From Firefox's query stripping (https://searchfox.org/mozilla-central/source/modules/libpref/init/StaticPrefList.yaml,
 * privacy.query_stripping.strip_list), Brave's query filter
 * (https://github.com/brave/brave-core/blob/master/components/query_filter/utils.cc) and Miniflux's address cleaner;
 * without names so plain that a site may use them for its own ends.
 */
const TRACKERS: ReadonlySet<string> = new Set([
  // Clicks on advertisements.
  ...['gclid', 'dclid', 'gclsrc', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'twclid', 'yclid', 'ysclid', 'ttclid'],
  ...['srsltid', 'igsh', 'igshid', 'li_fat_id', 'epik', 'rdt_cid', 'ndclid', 'scclid', 'irclickid', 'rb_clickid'],
  // Facebook, Twitter.
  ...['fb_action_ids', 'fb_action_types', 'fb_ref', 'fb_source', 'fb_comment_id', 'ref_src', 'ref_url'],
  // Letters by mail.
  ...['mc_cid', 'mc_eid', 'mc_tc', 'mkt_tok', '_bhlid', 'ml_subscriber', 'ml_subscriber_hash', 'vero_id', 'vero_conv'],
  ...['oft_c', 'oft_ck', 'oft_d', 'oft_id', 'oft_ids', 'oft_k', 'oft_lk', 'oft_sid', '__s', 'sc_cid', 's_cid'],
  ...['_hsenc', '_hsmi', '__hssc', '__hstc', '__hsfp', 'hsctatracking', 'hsa_cam', 'oly_anon_id', 'oly_enc_id'],
  // Measuring of visits.
  ...['_openstat', '_ga', '_gl', 'wickedid', '_branch_match_id', '_branch_referrer', '__readwiselocation'],
  ...['hmb_campaign', 'hmb_medium', 'hmb_source', 'itm_campaign', 'itm_medium', 'itm_source'],
]);

/** Urchin's, which all of its successors and rivals read, and those of Matomo. */
const PREFIXES = ['utm_', 'mtm_', 'pk_campaign', 'pk_kwd', 'pk_source', 'pk_medium', 'pk_content'];

/**
 * An address without what only tells where its reader came from; all else stays as it is, byte for byte.
 *
 * @param address absolute; of other schemes than http and https unchanged
 */
export function withoutTracking(address: string): string {
  if (!/^https?:/i.test(address)) return address;
  const hash = address.indexOf('#');
  const end = hash < 0 ? address.length : hash;
  // A measuring program may read the fragment in a query's place.
  const fragment = isOnlyTracking(address.slice(end + 1)) ? '' : address.slice(end);
  const question = address.indexOf('?');
  if (question < 0 || question > end) return address.slice(0, end) + fragment;
  const query = address.slice(question + 1, end);
  const kept = query.split('&').filter((parameter) => !isTracker(parameter));
  if (kept.length === 0) return address.slice(0, question) + fragment;
  return `${address.slice(0, question)}?${kept.join('&')}${fragment}`;
}

function isOnlyTracking(fragment: string): boolean {
  return fragment !== '' && fragment.split('&').every(isTracker);
}

function isTracker(parameter: string): boolean {
  const equals = parameter.indexOf('=');
  if (equals < 0) return false;
  const name = parameter.slice(0, equals).toLowerCase();
  // Medium names the feed so; elsewhere a source may be anything.
  if (name === 'source') return parameter.startsWith('source=rss-');
  return TRACKERS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}
