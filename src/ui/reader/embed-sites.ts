/** What a frame shows, as people know it. */
export interface EmbedSite {
  readonly name: string;
  /** Where a person sees it: frames have addresses of their own. */
  readonly address: string;
}

interface Site {
  /** Without "www."; with all hosts below it. */
  readonly host: string;
  readonly name: string;
  /**
   * The page of what a frame shows, from the parts of the frame's path and its parameters; absent where the frame is
   * a page.
   */
  readonly page?: (path: readonly string[], parameters: URLSearchParams) => string | undefined;
}

const SITES: readonly Site[] = [
  { host: 'youtube.com', name: 'YouTube', page: youtubePage },
  { host: 'youtube-nocookie.com', name: 'YouTube', page: youtubePage },
  { host: 'youtu.be', name: 'YouTube' },
  { host: 'vimeo.com', name: 'Vimeo', page: behind('video', 'https://vimeo.com/') },
  { host: 'spotify.com', name: 'Spotify', page: behind('embed', 'https://open.spotify.com/') },
  { host: 'dailymotion.com', name: 'Dailymotion', page: behind('embed', 'https://www.dailymotion.com/') },
  { host: 'soundcloud.com', name: 'SoundCloud', page: (_, parameters) => parameters.get('url') ?? undefined },
  {
    host: 'podcasts.apple.com',
    name: 'Apple Podcasts',
    page: (path) => `https://podcasts.apple.com/${path.join('/')}`,
  },
  { host: 'codepen.io', name: 'CodePen', page: codepenPage },
  { host: 'codesandbox.io', name: 'CodeSandbox', page: behind('embed', 'https://codesandbox.io/s/') },
  { host: 'observablehq.com', name: 'Observable', page: behind('embed', 'https://observablehq.com/') },
  { host: 'archive.org', name: 'Internet Archive', page: behind('embed', 'https://archive.org/details/') },
  { host: 'player.bilibili.com', name: 'bilibili', page: bilibiliPage },
  { host: 'twitch.tv', name: 'Twitch' },
  { host: 'bandcamp.com', name: 'Bandcamp' },
  { host: 'jsfiddle.net', name: 'JSFiddle' },
  { host: 'stackblitz.com', name: 'StackBlitz' },
  { host: 'gist.github.com', name: 'GitHub Gist' },
  { host: 'slideshare.net', name: 'SlideShare' },
  { host: 'speakerdeck.com', name: 'Speaker Deck' },
  { host: 'docs.google.com', name: 'Google Docs' },
  { host: 'openstreetmap.org', name: 'OpenStreetMap' },
  { host: 'twitter.com', name: 'X' },
  { host: 'asciinema.org', name: 'asciinema' },
];

/**
 * The site that a frame is of, and its page there.
 *
 * @param address absolute http(s)
 * @returns undefined for a site that is not known; the address may be anything that the frame's held: to be checked
 */
export function embedSite(address: string): EmbedSite | undefined {
  const { hostname, pathname, searchParams } = new URL(address);
  const site = SITES.find(({ host }) => hostname === host || hostname.endsWith(`.${host}`));
  if (!site) return undefined;
  const path = pathname.split('/').filter((part) => part !== '');
  return { name: site.name, address: site.page?.(path, searchParams) ?? address };
}

function behind(start: string, page: string): (path: readonly string[]) => string | undefined {
  return ([first, ...rest]) => (first === start && rest.length > 0 ? page + rest.join('/') : undefined);
}

function youtubePage([first, id]: readonly string[], parameters: URLSearchParams): string | undefined {
  if ((first !== 'embed' && first !== 'v') || id === undefined) return undefined;
  const page = new URL('https://www.youtube.com/');
  const list = parameters.get('list');
  page.pathname = id === 'videoseries' ? '/playlist' : '/watch';
  if (id !== 'videoseries') page.searchParams.set('v', id);
  if (list) page.searchParams.set('list', list);
  const start = parameters.get('start');
  if (start) page.searchParams.set('t', start);
  return page.href;
}

function codepenPage([author, , ...rest]: readonly string[]): string | undefined {
  const id = rest.at(-1);
  return author !== undefined && id !== undefined ? `https://codepen.io/${author}/pen/${id}` : undefined;
}

function bilibiliPage(_: readonly string[], parameters: URLSearchParams): string | undefined {
  const id = parameters.get('bvid');
  return id ? `https://www.bilibili.com/video/${encodeURIComponent(id)}` : undefined;
}
