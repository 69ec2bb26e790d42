import type { BlogSource } from './blog.ts';

export const nullIsland: BlogSource = {
  name: 'nullisland',
  title: 'Null Island Notes',
  description: 'Maps, geometry, and the arithmetic under them.',
  author: 'Adaeze Holm',
  format: 'json',
  colour: [28, 106, 58],
  posts: [
    {
      slug: 'how-long-is-a-coast',
      title: 'How long is a coast, and who is asking?',
      hoursAgo: 6,
      tags: ['geometry', 'fractals'],
      abstract:
        'Measure the same island with a shorter ruler and its coast grows. I tried it with four rulers and one afternoon, and fitted the law behind it.',
      html: `<p>Take a map, open a pair of dividers to ten kilometres, and walk them around an island. Then close them to one kilometre and walk again. The second walk is longer, since the shorter ruler goes into bays that the longer one stepped across.</p>
<p>For a smooth curve this settles down. For a coast it does not, and the length follows a power of the ruler:</p>
<math display="block"><mi>L</mi><mo>(</mo><mi>s</mi><mo>)</mo><mo>=</mo><mi>k</mi><msup><mi>s</mi><mrow><mn>1</mn><mo>−</mo><mi>D</mi></mrow></msup></math>
<p>On paper with logarithmic axes that is a straight line, and its slope gives <em>D</em>. Mine came out as 1.21, which is closer to the published value than my dividers deserve.</p>
<figure><img src="/pictures/coast.svg" alt="Length of the coast against the ruler: a falling line through four points" width="480" height="240"><figcaption>Four rulers, one island, one afternoon.</figcaption></figure>
<h2>Why it matters</h2>
<p>Two countries once published different lengths for the border that they share. Both were right. One of them simply owned a shorter ruler, and neither had thought to mention it.</p>`,
    },
    {
      slug: 'the-shortest-way-is-bent',
      title: 'The shortest way is bent',
      hoursAgo: 33,
      tags: ['geodesy'],
      html: `<p>Draw a straight line between two cities on a flat map and you have drawn a detour. The shortest way over a ball is an arc, and most maps bend it towards the nearer pole until it looks like a mistake.</p>
<p>The distance itself needs one formula, which is older than the aeroplanes that use it:</p>
<pre><code class="language-python">def haversine(a, b, radius=6_371_000):
    dlat, dlon = b.lat - a.lat, b.lon - a.lon
    h = sin(dlat / 2) ** 2 + cos(a.lat) * cos(b.lat) * sin(dlon / 2) ** 2
    return 2 * radius * asin(sqrt(h))
</code></pre>
<p>It treats the Earth as a ball, which is wrong by half a percent at worst. For a walk that is nothing. For an ocean it is the length of a small country.</p>`,
    },
    {
      slug: 'zero-zero',
      title: 'Everything happens at zero, zero',
      hoursAgo: 77,
      tags: ['data quality'],
      html: `<p>Off the coast of Ghana there is a buoy, and around it lies the most crowded place in every database. Hospitals stand there. So do restaurants, accidents, and last month eleven of our own delivery vans.</p>
<p>None of them is real. Zero is what a program writes when it does not know, and zero degrees north by zero degrees east is a perfectly good place. The cure is to make ignorance impossible to mistake for a position.</p>
<pre><code class="language-sql">ALTER TABLE stops
  ADD CHECK ((lat, lon) IS DISTINCT FROM (0, 0));
</code></pre>
<p>We lost forty thousand points that day. I would say we found out that we had never had them.</p>`,
    },
    {
      slug: 'a-circle-is-a-polygon-with-ambition',
      title: 'A circle is a polygon with ambition',
      hoursAgo: 125,
      tags: ['geometry'],
      html: `<p>How many corners does a circle need before nobody can see them? The answer depends on one thing, the largest gap between the arc and the chord that you are willing to draw.</p>
<math display="block"><mi>n</mi><mo>=</mo><mfrac><mi>π</mi><mrow><mi>arccos</mi><mo>(</mo><mn>1</mn><mo>−</mo><mfrac><mi>e</mi><mi>r</mi></mfrac><mo>)</mo></mrow></mfrac></math>
<p>For a circle of a hundred pixels and a gap of a quarter of a pixel, that is forty-five corners. Our renderer used three hundred and sixty, out of respect for the degree, and spent most of its time on corners that no eye could find.</p>`,
    },
    {
      slug: 'tiles-all-the-way-down',
      title: 'Tiles all the way down',
      hoursAgo: 205,
      tags: ['tiles', 'caching'],
      html: `<p>A web map is a pyramid of small pictures. At the top, one picture shows the whole world. Each step down cuts every picture into four, so the twentieth step would hold a trillion of them.</p>
<p>Nobody draws a trillion pictures. Most of them are water, and most of the rest are never asked for. We draw a tile when somebody first looks at it and keep it for as long as somebody keeps looking, which turns out to be five percent of one percent.</p>`,
    },
    {
      slug: 'the-datum-moved',
      title: 'The datum moved, we did not',
      hoursAgo: 330,
      tags: ['geodesy', 'data quality'],
      html: `<p>Australia drifts north by seven centimetres a year. A coordinate that was right in 1994 is therefore off by two metres today, although neither the house nor the number has changed.</p>
<p>Surveyors solve this with a date beside every coordinate. Programmers, as far as I can tell, solve it by not knowing. Our road network now carries the epoch in which it was measured, and the trucks stopped driving through hedges.</p>`,
    },
    {
      slug: 'sorting-the-world',
      title: 'Sorting the world into one line',
      hoursAgo: 500,
      tags: ['indexes'],
      html: `<p>A database can sort by one thing at a time. A map has two. To keep neighbours together on disk you need to thread a single line through the plane so that points which are close on the map stay close on the line.</p>
<p>Interleaving the bits of both coordinates is the simplest thread. It makes a jump now and then, where the line crosses a large border. A Hilbert curve never jumps, costs a little more, and saved us a third of all reads.</p>`,
    },
    {
      slug: 'north-is-a-choice',
      title: 'North is a choice',
      hoursAgo: 800,
      tags: ['cartography'],
      html: `<p>There are three norths on a hiking map, and they disagree. One is where the axis of the planet points, one is where the compass points, and one is where the grid lines of the paper point. A good map prints all three in a corner.</p>
<p>Software usually has one arrow and does not say which north it means. Ask it, the next time it sends you through a river.</p>`,
    },
  ],
  pictures: {
    '/pictures/coast.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 240" width="480" height="240">
<rect width="480" height="240" fill="#f3f6f4"/>
<path d="M60 20V200H460" fill="none" stroke="#46525b" stroke-width="2"/>
<path d="M90 56L430 164" stroke="#1c6a3a" stroke-width="2" stroke-dasharray="6 5"/>
<g fill="#1c6a3a"><circle cx="100" cy="62" r="6"/><circle cx="200" cy="86" r="6"/><circle cx="310" cy="130" r="6"/><circle cx="420" cy="158" r="6"/></g>
<g font-family="sans-serif" font-size="13" fill="#46525b"><text x="220" y="226">ruler, km (log)</text><text x="20" y="150" transform="rotate(-90 26 150)">length (log)</text></g>
</svg>`,
  },
};
