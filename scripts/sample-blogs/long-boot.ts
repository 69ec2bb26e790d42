import type { BlogSource } from './blog.ts';

export const longBoot: BlogSource = {
  name: 'longboot',
  title: 'The Long Boot',
  description: 'Notes of a system administrator who has time while it starts.',
  author: 'Marit Okonjo',
  format: 'rss',
  colour: [138, 59, 143],
  posts: [
    {
      slug: 'the-cron-job-from-before',
      title: 'The cron job from before the company',
      hoursAgo: 9,
      tags: ['cron', 'archaeology'],
      html: `<p>On a server that has been moved four times there is a job that runs on the first of the month. It was written by somebody who left before I came, for a machine that was scrapped before they left. It copies a file to itself.</p>
<p>Nobody dared to remove it. I asked around, wrote a mail, waited a month, and then did what one should do first: I made it log a line, and looked at what reads the result.</p>
<pre><code class="language-bash">$ lsof /srv/export/ledger.csv
COMMAND   PID   USER   FD   TYPE  SIZE/OFF NODE NAME
ftpd     1187   ftp    5r   REG    881204  4711 /srv/export/ledger.csv
</code></pre>
<p>It turns out that copying the file changes its date, and the changed date is how a tax office in another town knows that the month is over. There is now a comment above the line. It is eleven lines long.</p>`,
    },
    {
      slug: 'raid-is-not-a-backup',
      title: 'RAID is not a backup, part nine',
      hoursAgo: 40,
      tags: ['backup', 'storage'],
      html: `<p>The two disks mirrored each other perfectly. When the accounting folder was deleted from the first, it was gone from the second within a millisecond. Nothing had failed, and everything had worked as designed.</p>
<p>A mirror protects you from a broken disk. It does not protect you from yourself, from the program, or from the thief who takes the box. For those you need a copy that is elsewhere, that is older, and that somebody has once restored.</p>
<h2>The drill</h2>
<ol><li>Pick a file at random on the first Tuesday of the month.</li><li>Restore it to another machine.</li><li>Open it, and let its owner say that it is the right one.</li></ol>
<p>It takes ten minutes. In four years it has failed twice, each time before anybody needed it.</p>`,
    },
    {
      slug: 'what-the-fan-said',
      title: 'What the fan said',
      hoursAgo: 88,
      tags: ['hardware', 'monitoring'],
      html: `<p>A fan that is about to die changes its tune weeks before it stops. I know this because I sat beside the rack every morning, until they moved the rack to a building where nobody sits.</p>
<p>So I put a microphone there. Once an hour it records two seconds, and a script compares the strongest frequencies with those of the week before. It has called for help three times. Two were fans, and one was a bird.</p>
<pre><code class="language-python">spectrum = abs(rfft(samples * hanning(len(samples))))
peaks = sorted(argpartition(spectrum, -5)[-5:] * rate / len(samples))
</code></pre>`,
    },
    {
      slug: 'dns-it-was',
      title: 'It was not DNS, and then it was',
      hoursAgo: 150,
      tags: ['dns', 'network'],
      html: `<p>The phones lost their registration every day at noon, for ninety seconds. We suspected the switch, the firewall, the provider, and a colleague who eats lunch at his desk. I wrote on the board that it was not DNS.</p>
<p>The record of the telephone server had a lifetime of one day. It had been looked up first at noon, when the server was installed. Each day at noon it expired on all two hundred phones at once, and the small resolver in the cellar fell over.</p>
<p>I have since wiped the board. We gave the record five minutes, the resolver a second core, and the colleague an apology.</p>`,
    },
    {
      slug: 'ssh-keys-have-birthdays',
      title: 'Our SSH keys have birthdays now',
      hoursAgo: 230,
      tags: ['ssh', 'security'],
      html: `<p>When I counted the keys that open our servers, I found ninety-one. We are nine people. Some of the keys belonged to laptops which had been sold, and one to a man whose farewell party I had missed.</p>
<p>We did not write a policy. We wrote a list with a date beside each key, and a job that sends a card a week before the date. Whoever answers keeps the key for another year.</p>`,
    },
    {
      slug: 'the-log-that-filled-the-disk',
      title: 'The log that told us the disk was full, until it was',
      hoursAgo: 350,
      tags: ['logging'],
      html: `<p>A service could not write its data, because the disk was full. It said so in its log, forty times a second. The log was on the same disk, and by morning it was most of it.</p>
<p>Errors that repeat should be counted, not repeated. One line, a number behind it, and a second line when it is over: that is all that I, reading it over breakfast, can use anyway.</p>`,
    },
    {
      slug: 'a-kernel-for-a-printer',
      title: 'A kernel for a printer',
      hoursAgo: 520,
      tags: ['linux', 'printing'],
      html: `<p>The label printer is older than its driver, which is older than the interpreter that the driver needs. It runs on a small computer behind the shelf, with a system from 2009, and it must never see the network.</p>
<p>So it does not. Labels arrive over a serial cable, as text, from a machine that is patched every week. It is the most modern thing about the whole arrangement, and it is a cable with three wires.</p>`,
    },
    {
      slug: 'on-leaving-a-server-alone',
      title: 'On leaving a server alone',
      hoursAgo: 900,
      tags: ['craft'],
      html: `<p>There is a skill in not touching things, and nobody is ever promoted for it. A server that has run well for a year has told you something. Before you improve it, write down what it told you.</p>
<p>I keep a list of changes which I decided not to make, with the reason. It is the document that I consult most often, usually in the week after I was about to make one of them.</p>`,
    },
  ],
};
