import type { BlogSource } from './blog.ts';

export const borrowedTime: BlogSource = {
  name: 'borrowedtime',
  title: 'Borrowed Time',
  description: 'Rust on very small computers.',
  author: 'Tomasz Wren',
  format: 'atom',
  colour: [154, 67, 0],
  posts: [
    {
      slug: 'an-allocator-in-forty-lines',
      title: 'An allocator in forty lines, and what it cannot do',
      hoursAgo: 4,
      tags: ['rust', 'embedded', 'memory'],
      html: `<p>The thermostat has 20 kB of memory and needs to allocate exactly three times, all of them during start. A general allocator would be a third of the firmware. So I wrote one that can hand out memory and never takes any back.</p>
<p>It is called a bump allocator, since all it does is to bump a pointer. You ask for bytes, it rounds up to the alignment, gives you the address and moves on.</p>
<pre><code class="language-rust">unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&amp;self, layout: Layout) -&gt; *mut u8 {
        let start = self.next.get();
        let aligned = (start + layout.align() - 1) &amp; !(layout.align() - 1);
        let end = aligned + layout.size();
        if end &gt; self.limit {
            return ptr::null_mut();
        }
        self.next.set(end);
        aligned as *mut u8
    }

    unsafe fn dealloc(&amp;self, _: *mut u8, _: Layout) {}
}
</code></pre>
<h2>What it cannot do</h2>
<p>It cannot free, it cannot grow a vector in place, and it is not safe to share with an interrupt. For a program that allocates three times, each of those is a feature: the worst case is known before the device leaves the table.</p>
<h2>What I would do with 64 kB</h2>
<p>I would still start with this one, and wait for the first bug that it causes. It has been two winters now, and the thermostat has not asked for more.</p>`,
    },
    {
      slug: 'the-button-that-pressed-itself',
      title: 'The button that pressed itself',
      hoursAgo: 29,
      tags: ['hardware', 'debugging'],
      html: `<p>Every night at about two, the garage door opened. There was no ghost, and no neighbour with the same remote. There was a wire of three metres, an input pin without a resistor, and a freezer that switched on at about two.</p>
<p>A floating input is an antenna. Mine heard the compressor start, and the firmware, which was written by me and trusted every edge, opened the door to let it in.</p>
<pre><code class="language-rust">let pressed = (0..5).all(|_| {
    delay.delay_ms(4u32);
    button.is_low()
});
</code></pre>
<p>The resistor cost four cents. The five samples cost nothing. I kept both, since I no longer trust either of us.</p>`,
    },
    {
      slug: 'interrupts-are-other-people',
      title: 'Interrupts are other people',
      hoursAgo: 70,
      tags: ['rust', 'concurrency'],
      html: `<p>An interrupt handler is a stranger who may walk into your kitchen between any two steps of the recipe. It may take the salt. It will be gone before you turn around, and you will swear that nobody was there.</p>
<p>What I like about Rust on small machines is that the compiler believes in strangers. Shared data must sit behind something which says what happens when two want it, even when the second one is only a timer.</p>
<pre><code class="language-rust">static TICKS: Mutex&lt;Cell&lt;u32&gt;&gt; = Mutex::new(Cell::new(0));

fn on_timer() {
    critical_section::with(|cs| {
        let ticks = TICKS.borrow(cs);
        ticks.set(ticks.get().wrapping_add(1));
    });
}
</code></pre>`,
    },
    {
      slug: 'a-watch-that-loses-a-second',
      title: 'A watch that loses a second a day, on purpose',
      hoursAgo: 118,
      tags: ['time', 'calibration'],
      html: `<p>A crystal of twenty cents is wrong by twenty parts in a million, which is almost two seconds a day. You can buy a better crystal, or you can measure the one you have and lie about it consistently.</p>
<p>I let the watch run for a week beside a receiver for the time signal, wrote down the drift, and store a correction in flash. Once an hour the firmware adds or skips a few ticks, and it is now better than its parts.</p>
<p>The correction depends on temperature. A wrist is a thermostat, though, so the lie holds as long as somebody wears it.</p>`,
    },
    {
      slug: 'no-std-no-excuses',
      title: 'No std, no excuses',
      hoursAgo: 190,
      tags: ['rust'],
      html: `<p>When I first wrote <code>#![no_std]</code> I thought of everything I would lose: files, threads, strings that grow. It took a month to see what I had gained. Each function now says where its memory comes from, since it has no other choice.</p>
<p>Most of my desktop code could live with that rule. It does not need to allocate, it is merely used to it. I have begun to write libraries without the standard library and to add it back where it earns its place.</p>`,
    },
    {
      slug: 'printf-on-one-pin',
      title: 'printf on one pin',
      hoursAgo: 310,
      tags: ['debugging'],
      html: `<p>The board had one free pin and no debugger. One pin is enough: raise it when the function begins, lower it when it ends, and a cheap logic analyser becomes a profiler which costs two instructions.</p>
<p>With a little more patience the same pin can talk. Each bit is a short or a long pulse, each byte has a start, and a script of thirty lines turns the recording into text. I have read stack traces this way, slowly, like a telegram.</p>`,
    },
    {
      slug: 'the-cost-of-a-float',
      title: 'The cost of a float',
      hoursAgo: 480,
      tags: ['performance'],
      html: `<p>The chip has no hardware for floating point, so each multiplication is a call into a library. I knew this as one knows the population of a country. Then I measured a filter with eight multiplications and found where my battery went.</p>
<table><thead><tr><th>Filter</th><th>Cycles</th><th>Days on one cell</th></tr></thead><tbody><tr><td>f32</td><td>2,140</td><td>96</td></tr><tr><td>Q16.16</td><td>188</td><td>402</td></tr></tbody></table>
<p>Fixed point is not hard. It is merely honest: you have to say how large your numbers are and how precise they need to be, and it turns out that I knew both all along.</p>`,
    },
    {
      slug: 'firmware-is-a-letter',
      title: 'Firmware is a letter to somebody with a screwdriver',
      hoursAgo: 760,
      tags: ['craft'],
      html: `<p>The person who opens this case in ten years will not have my repository. They will have a chip, a few markings and a free afternoon. So I print the version and an address on the board, and the serial port greets whoever listens.</p>
<p>It costs ninety bytes. Somewhere there is a stranger who saved my evening by doing the same, in a heating controller from 1998, with a telephone number that still works.</p>`,
    },
  ],
};
