/**
 * Pictures that show nothing and tell their host who reads what: hosts, and what their path begins with. A host stands
 * for its subdomains too.
 *
 * From the lists of EasyPrivacy (https://easylist.to/easylist/easyprivacy.txt) and Miniflux, those that posts of feeds
 * carry. Badges that a reader is meant to see are none.
 */
const COUNTERS: readonly string[] = [
  // Publishing systems and feed services.
  ...['pixel.wp.com/', 'stats.wp.com/', 'stats.wordpress.com/', 'feeds.wordpress.com/1.0/', 'medium.com/_/stat'],
  ...['feeds.feedburner.com/~', 'feedproxy.google.com/~', 'feedsportal.com/', 'blogger.googleusercontent.com/tracker/'],
  ...['counter.theconversation.com/', 'list-manage.com/track/open.php', 'track.hubspot.com/'],
  // Analytics.
  ...['google-analytics.com/', 'googletagmanager.com/', 'statcounter.com/', 'getclicky.com/', 'goatcounter.com/count'],
  ...['queue.simpleanalyticscdn.com/', 'scorecardresearch.com/', 'quantserve.com/', 'mc.yandex.ru/', 'hm.baidu.com/'],
  ...['counter.yadro.ru/', 'met.vgwort.de/na/'],
  // Advertising and networks.
  ...['doubleclick.net/', 'googlesyndication.com/', 'googleadservices.com/', 'adservice.google.com/'],
  ...['facebook.com/tr?', 'px.ads.linkedin.com/', 't.co/i/adsct', 'bat.bing.com/', 'amazon-adsystem.com/'],
  ...['assoc-amazon.com/', 'assoc-amazon.co.uk/', 'assoc-amazon.de/', 'assoc-amazon.fr/', 'assoc-amazon.jp/'],
];

const PLACES = COUNTERS.map((counter) => {
  const slash = counter.indexOf('/');
  return { host: counter.slice(0, slash), path: counter.slice(slash) };
});

/** Programs that blogs run on hosts of their own (Matomo, formerly Piwik). */
const PROGRAMS = /\/(?:matomo|piwik)\.php$/;

/** @param address absolute http(s) address */
export function isCounterAddress(address: string): boolean {
  const { hostname, pathname, search } = new URL(address);
  const path = pathname + search;
  return (
    PROGRAMS.test(pathname) || PLACES.some((place) => path.startsWith(place.path) && isWithin(hostname, place.host))
  );
}

function isWithin(hostname: string, host: string): boolean {
  return hostname === host || hostname.endsWith(`.${host}`);
}
