/** A blog that the publisher plays; times are relative, so that it looks alive whenever it is started. */
export interface BlogSource {
  /** Its host is `${name}.localhost`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly format: 'rss' | 'atom' | 'rdf' | 'json';
  /** Red, green and blue of its icon, 0 to 255. */
  readonly colour: readonly [number, number, number];
  readonly posts: readonly PostSource[];
  /** Path → SVG. */
  readonly pictures?: Readonly<Record<string, string>>;
}

export interface PostSource {
  readonly slug: string;
  readonly title: string;
  /** Before the publisher's start. */
  readonly hoursAgo: number;
  readonly tags?: readonly string[];
  /** The author's abstract: plain text, where the feed carries one beside the whole text. */
  readonly abstract?: string;
  readonly html: string;
}
