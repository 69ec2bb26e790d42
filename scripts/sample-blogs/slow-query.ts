import type { BlogSource } from './blog.ts';

export const slowQuery: BlogSource = {
  name: 'slowquery',
  title: 'Slow Query',
  description: 'Databases, and why this one takes nine seconds.',
  author: 'Ines Aldana',
  format: 'rss',
  colour: [36, 87, 179],
  posts: [
    {
      slug: 'the-index-that-nobody-used',
      title: 'The index that nobody used',
      hoursAgo: 2,
      tags: ['indexes', 'planner'],
      abstract:
        'We carried a 40 GB index for three years. The planner had never read a single page of it, and the reason fits in one line.',
      html: `<p>Every write to our orders table paid for seven indexes. When I added up what each of them earned, one stood out: nothing had scanned it since the day it was built.</p>
<p>The column held a status, and the index was built on <code>lower(status)</code>. Every query, however, compared <code>status</code> itself. To the planner those are different expressions, and it does not guess.</p>
<h2>How to find yours</h2>
<pre><code class="language-sql">SELECT relname, indexrelname, idx_scan,
       pg_size_pretty(pg_relation_size(indexrelid)) AS size
  FROM pg_stat_user_indexes
 WHERE idx_scan = 0
 ORDER BY pg_relation_size(indexrelid) DESC;
</code></pre>
<p>Read the result with care. Statistics are kept for each server, so an index that looks idle on the primary may be the favourite of a replica. Unique indexes earn their keep without a scan.</p>
<h2>What it cost</h2>
<table><thead><tr><th>Measure</th><th>Before</th><th>After</th></tr></thead>
<tbody><tr><td>Index size</td><td>40 GB</td><td>0</td></tr><tr><td>Median insert</td><td>3.1 ms</td><td>2.2 ms</td></tr><tr><td>Nightly vacuum</td><td>51 min</td><td>34 min</td></tr></tbody></table>
<p>Dropping it took less time than writing this sentence. We did it on a Monday morning, with coffee, and nobody noticed anything but the quieter disks.</p>`,
    },
    {
      slug: 'count-star-is-a-question',
      title: 'COUNT(*) is a question about the past',
      hoursAgo: 21,
      tags: ['counting'],
      abstract:
        'A count is out of date before it is printed. Once the team accepted that, the dashboard went from eleven seconds to four milliseconds.',
      html: `<p>The dashboard asked how many parcels were on their way. It asked again for every visitor, and each time the database walked through two million rows to answer.</p>
<p>Nobody needed the number to be exact. They needed to see whether it was growing. So we keep one row with the count and change it in the transaction that changes the parcels.</p>
<pre><code class="language-sql">UPDATE totals SET on_their_way = on_their_way + 1
 WHERE depot = $1;
</code></pre>
<p>One row that everybody updates is a lock that everybody waits for. We split it into sixteen rows for each depot, chosen at random, and add them up when somebody looks.</p>`,
    },
    {
      slug: 'reading-an-explain-from-the-inside',
      title: 'Reading an EXPLAIN from the inside out',
      hoursAgo: 46,
      tags: ['planner', 'teaching'],
      html: `<p>People read a query plan from the top, as if it were a story. It is closer to a recipe that was printed backwards: the first thing that happens is the most deeply indented line.</p>
<p>Start there, and ask two questions of each step. How many rows did the planner expect, and how many came? The first line where those two disagree by a factor of ten is where your trouble begins.</p>
<pre><code>Nested Loop  (rows=12) (actual rows=48211)
  -&gt;  Seq Scan on visits  (rows=4) (actual rows=16070)
  -&gt;  Index Scan on pages  (rows=3) (actual rows=3)
</code></pre>
<p>Here the scan promised four rows and delivered sixteen thousand. Everything above it was planned for four. A nested loop is a fine choice for four rows, and a terrible one for sixteen thousand.</p>`,
    },
    {
      slug: 'two-clocks-one-table',
      title: 'Two clocks, one table',
      hoursAgo: 93,
      tags: ['time'],
      html: `<p>An invoice was paid eleven minutes before it was written. The accountants were amused, the auditors were not. Both timestamps were correct on the machine that wrote them.</p>
<p>We had two application servers and neither of them agreed with the database about the time. The repair was dull: let one clock, that of the database, write every instant that will ever be compared with another.</p>
<p>The lesson took longer. A timestamp is a measurement, made by an instrument that has an error. We would never store a length without asking which ruler was used, yet we store times from whatever clock is nearest.</p>`,
    },
    {
      slug: 'the-migration-that-waited',
      title: 'The migration that waited behind a coffee break',
      hoursAgo: 140,
      tags: ['locks'],
      html: `<p>Adding a column takes a millisecond. Ours took the site down for nine minutes, because a colleague had opened a transaction in a console and then gone to make coffee.</p>
<p>The statement needed a lock that conflicts with every reader. It waited for the console. While it waited, every new query queued up behind it, including those that would have been perfectly happy beside the console.</p>
<pre><code class="language-sql">SET lock_timeout = '2s';
ALTER TABLE parcels ADD COLUMN weighed_at timestamptz;
</code></pre>
<p>Now each migration gives up after two seconds and tries again a minute later. It has failed politely five times since, and nobody outside the team knows.</p>`,
    },
    {
      slug: 'uuid-or-number',
      title: 'A UUID is a number that forgot its neighbours',
      hoursAgo: 260,
      tags: ['keys'],
      html: `<p>Random keys spread inserts over the whole index. That sounds fair, and it means that every insert touches a page which nobody has touched for a while. On a small table you will never see it. On ours, it doubled the disk reads.</p>
<p>Keys that begin with a timestamp keep the good parts: they are made anywhere, they do not collide, and rows which were born together stay together. The price is that a key now tells when its row was made.</p>`,
    },
    {
      slug: 'what-vacuum-does-at-night',
      title: 'What vacuum does at night',
      hoursAgo: 420,
      tags: ['maintenance'],
      html: `<p>A deleted row stays where it is until somebody sweeps. The sweeper is called vacuum, and for most of my career I treated it as weather: it came, it went, I wore a coat.</p>
<p>Then a table of two hundred rows grew to nine gigabytes. It was a queue, each job was updated six times, and one forgotten transaction from the previous week stopped the sweeper from removing a single dead row.</p>
<p>We now have an alert for any transaction older than an hour. It has fired twice, and both times the same laptop was to blame.</p>`,
    },
    {
      slug: 'why-i-still-draw-tables',
      title: 'Why I still draw tables on paper',
      hoursAgo: 700,
      tags: ['design'],
      html: `<p>Before I write a schema I draw it, with a pencil, on the back of whatever is nearest. A pencil makes it cheap to be wrong. I have never once regretted a table that I crossed out at that stage.</p>
<p>The drawing has a rule: every arrow gets a sentence. A parcel belongs to a depot. A depot may close, and then its parcels belong to another. If I cannot finish the sentence, I do not understand the arrow, and no foreign key will repair that.</p>`,
    },
  ],
};
