import type { BlogSource } from './blog.ts';

export const paperCircuits: BlogSource = {
  name: 'papercircuits',
  title: 'Paper Circuits',
  description: 'Electronics that can be drawn on one sheet.',
  author: 'Lior Benning',
  format: 'rdf',
  colour: [160, 45, 76],
  posts: [
    {
      slug: 'a-radio-without-a-battery',
      title: 'A radio without a battery',
      hoursAgo: 14,
      tags: ['radio'],
      abstract:
        'A coil, a diode and an earphone are enough to hear the evening news. The whole of it fits on a postcard, and the transmitter pays for the power.',
      html: `<p>The strongest station in this valley puts a few microwatts into a long wire, and a good earphone needs less than one. Everything between them only has to lose as little as possible.</p>
<p>The circuit has four parts. The coil and the capacitor choose the station, the diode keeps one half of the wave, and the earphone is too slow to follow the carrier, so that it plays what the carrier carries.</p>
<figure><img src="/pictures/radio.svg" alt="Circuit diagram: aerial, coil and capacitor in parallel, diode, earphone, earth" width="480" height="200"><figcaption>The whole receiver.</figcaption></figure>
<p>With 20 turns tapped off a coil of 90 and a capacitor of 365 pF it reaches from 560 kHz to 1.6 MHz:</p>
<math display="block"><mi>f</mi><mo>=</mo><mfrac><mn>1</mn><mrow><mn>2</mn><mi>π</mi><msqrt><mrow><mi>L</mi><mi>C</mi></mrow></msqrt></mrow></mfrac></math>
<p>I built it with my niece on a Sunday. When the voice came out of a thing without a battery, she looked behind the table for the cable.</p>`,
    },
    {
      slug: 'the-capacitor-that-sang',
      title: 'The capacitor that sang',
      hoursAgo: 52,
      tags: ['power', 'debugging'],
      html: `<p>The lamp whistled, but only when it was dimmed. Some ceramic capacitors change their size a little with the voltage, and the dimmer shook this one two thousand times a second. The board was its loudspeaker.</p>
<p>I tried glue, which lowered the note. I tried a smaller part, which raised it. In the end I set the dimmer to thirty thousand, where it may sing as it likes, and only the dog has complained.</p>`,
    },
    {
      slug: 'counting-without-a-computer',
      title: 'Counting to ten without a computer',
      hoursAgo: 97,
      tags: ['logic'],
      html: `<p>A single chip from 1968 counts pulses and lights one of ten lamps. Feed it from a timer and you have a running light. Feed it from a door and you know how often the cat went out.</p>
<p>It needs no firmware, no update and no account. It has been counting our cat for two years and stands at six, since it starts again at ten, and the cat has never asked for more precision.</p>
<table><thead><tr><th>Pin</th><th>Name</th><th>To</th></tr></thead><tbody><tr><td>14</td><td>clock</td><td>door switch</td></tr><tr><td>13</td><td>inhibit</td><td>ground</td></tr><tr><td>15</td><td>reset</td><td>button</td></tr></tbody></table>`,
    },
    {
      slug: 'solder-is-not-glue',
      title: 'Solder is not glue',
      hoursAgo: 160,
      tags: ['craft'],
      html: `<p>Most bad joints I am shown have too much solder on them. It was added in hope. Solder that has flowed needs very little; solder that has not flowed does not get better by company.</p>
<p>Heat the pad and the leg together, count to two, touch the wire to the joint and not to the iron. If it does not run by itself, take it away and clean the metal. The joint will tell you when it is done: it turns from a ball into a hill.</p>`,
    },
    {
      slug: 'measuring-a-microamp',
      title: 'Measuring a microamp with a light bulb nearby',
      hoursAgo: 240,
      tags: ['measurement'],
      html: `<p>My meter said that the sleeping sensor drew nine microamps. Then the sun went behind a cloud and it drew four. The diode at its input was made of glass, and it was also, quietly, a solar cell.</p>
<p>A piece of black tape solved it. I have since wrapped half of the workshop in black tape, and some of the readings have become boring, which is how I like them.</p>`,
    },
    {
      slug: 'five-volts-or-three',
      title: 'Five volts, or three and a bit?',
      hoursAgo: 360,
      tags: ['logic', 'power'],
      html: `<p>Two resistors make a polite translator between an old chip which speaks at five volts and a young one that would be hurt by it. They work in one direction and not very fast. For a button, a sensor or a slow serial line, that is all you need.</p>
<p>For the other direction you often need nothing. Many old chips call anything above two volts a one, and three and a bit is above two. Read the table on page four before you order the part with twenty legs.</p>`,
    },
    {
      slug: 'the-drawer',
      title: 'The drawer of things that are almost right',
      hoursAgo: 560,
      tags: ['craft'],
      html: `<p>Every workshop has it: the drawer of transistors without a name, of plugs that fit one thing, of springs. I emptied mine last week and sorted it by one question, namely whether I would look here before buying.</p>
<p>What stayed fills a cigar box. The rest went to the school, where a class of eleven-year-olds had it sorted by colour within the hour, and found two parts that I had been buying for years.</p>`,
    },
    {
      slug: 'draw-it-first',
      title: 'Draw it first',
      hoursAgo: 1000,
      tags: ['craft', 'teaching'],
      html: `<p>A circuit that does not fit on one sheet is two circuits. I did not always believe this. The sheet is not about paper, it is about how much of a thing you can hold in your head while you look for the fault in it.</p>
<p>So each project here starts with a sheet, a soft pencil, and the power supply in the upper left corner. What does not fit gets a box, a name, and a sheet of its own.</p>`,
    },
  ],
  pictures: {
    '/pictures/radio.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" width="480" height="200">
<rect width="480" height="200" fill="#fbf6f7"/>
<g fill="none" stroke="#171d21" stroke-width="2.5" stroke-linecap="round">
<path d="M70 20V50M55 20L70 36L85 20M70 50H400M70 50C95 58 95 72 70 76C95 84 95 98 70 102C95 110 95 124 70 128V165H400"/>
<path d="M150 50V96M134 96H166M134 106H166M150 106V165"/>
<path d="M230 38V62L254 50ZM254 38V62"/>
<path d="M400 50V88M400 124V165"/><circle cx="400" cy="106" r="18"/>
<path d="M70 165V176M54 176H86M60 183H80M66 190H74"/></g>
<g font-family="sans-serif" font-size="13" fill="#46525b"><text x="98" y="96">L</text><text x="174" y="106">C</text><text x="236" y="30">D</text><text x="428" y="110">ear</text></g>
</svg>`,
  },
};
