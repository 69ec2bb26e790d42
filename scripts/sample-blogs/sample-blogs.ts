import type { BlogSource, PostSource } from './blog.ts';
import { borrowedTime } from './borrowed-time.ts';
import { longBoot } from './long-boot.ts';
import { nullIsland } from './null-island.ts';
import { paperCircuits } from './paper-circuits.ts';
import { slowQuery } from './slow-query.ts';

/** Invented blogs in every format, for `npm start`, pictures and tests. */
export const SAMPLE_BLOGS: readonly BlogSource[] = [slowQuery, borrowedTime, nullIsland, longBoot, paperCircuits];

/** What the first of them publishes while somebody watches. */
export const LATE_POST: Omit<PostSource, 'hoursAgo'> = {
  slug: 'the-query-that-was-never-slow',
  title: 'The query that was never slow',
  tags: ['measurement'],
  abstract:
    'Three people spent two days on a query that takes a millisecond. The nine seconds were real, and they were spent in the queue before it.',
  html: `<p>The graph said nine seconds, and the log of the database said one millisecond. Both were honest. The graph started its clock when the request arrived, the database when a connection was free.</p>
<p>We had twenty connections and a page that took all of them. Everybody else stood in line, and the line had no name in any graph.</p>
<pre><code class="language-sql">SELECT wait_event_type, count(*)
  FROM pg_stat_activity
 GROUP BY 1 ORDER BY 2 DESC;
</code></pre>
<p>So before you make a query faster, ask how long it waited. Sometimes the slow part is the door.</p>`,
};
