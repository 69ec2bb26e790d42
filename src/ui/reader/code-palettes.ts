import type { Token } from './code-tokens.ts';

/** A colour of a theme that marks nothing: plain text, punctuation. */
export type Meaning = Token | 'plain';

const KINDS = ['kw', 'type', 'fn', 'str', 'num', 'com', 'name', 'op', 'plain'] as const;

/**
 * Colours of common themes, in the order of `KINDS`; several with a comma.
 *
 * A theme is looked up as a whole: green is a comment in one and a string in the next.
 */
const THEMES = [
  // Monokai: also what Hugo writes by default. Then Dracula.
  'f92672|66d9ef|a6e22e|e6db74|ae81ff|75715e,88846f|fd971f||f8f8f2,f8f8f0,272822,1e0010,960050',
  'ff79c6|8be9fd|50fa7b|f1fa8c|bd93f9|6272a4|ffb86c||f8f8f2,ff5555,282a36',
  // GitHub, of before and after 2021, light and dark.
  'd73a49,a71d5d|22863a,63a35c,445588|6f42c1,795da3,990000|032f62,183691,dd1144,b31d28|005cc5,0086b3,009999,0077aa|6a737d,969896,999988,999999|e36209,ed6a43,008080||24292e,333333,586069',
  'cf222e|116329|8250df,6639ba|0a3069|0550ae|6e7781,59636e,57606a|953800||24292f,1f2328,82071e',
  'f97583|85e89d|b392f0|9ecbff,dbedff|79b8ff|6a737d,959da5|ffab70||e1e4e8,fdaeb7,d1d5da',
  'ff7b72|7ee787|d2a8ff|a5d6ff|79c0ff|8b949e,9198a1|ffa657||c9d1d9,e6edf3,f0f6fc,ffa198',
  // Solarized, Nord, Gruvbox, One.
  '859900,719e07|b58900|268bd2|2aa198|d33682,6c71c4|586e75,93a1a1|cb4b16||657b83,839496,002b36,fdf6e3,dc322f,073642,eee8d5',
  '81a1c1,5e81ac|8fbcbb|88c0d0|a3be8c|b48ead|4c566a,616e88,616e87,7b88a1|d08770|eceff4|d8dee9,e5e9f0,ebcb8b,bf616a,2e3440',
  'fb4934,9d0006|fabd2f,b57614|8ec07c,427b58,689d6a|b8bb26,79740e,98971a|d3869b,8f3f71,b16286|928374,a89984,7c6f64|83a598,076678,458588|fe8019,af3a03,d65d0e|ebdbb2,3c3836,fbf1c7,282828,d5c4a1,bdae93,504945,665c54',
  'c678dd|e5c07b|61afef,61aeee|98c379|d19a66|5c6370,7f848e|e06c75|56b6c2|abb2bf,282c34,be5046',
  'a626a4|c18401|4078f2|50a14f|986801|a0a1a7|e45649|0184bc,0184bb|383a42,fafafa,ca1243',
  // Visual Studio Code, dark and light; Visual Studio, IntelliJ and Eclipse.
  '569cd6,c586c0|4ec9b0|dcdcaa|ce9178,d69d85,d16969|b5cea8,b8d7a3,4fc1ff|6a9955,57a64a,608b4e|9cdcfe,c8c8c8|b4b4b4|d4d4d4,cccccc,dcdcdc,808080,d7ba7d,ffffff,1e1e1e,f44747',
  '0000ff,af00db,811f3f|267f99,2b91af,800000|795e26,74531f|a31515,ee0000,cd3131|098658,09885a,0070c1,0000cd|008000,5c6370|001080,e50000,1f377f,ff0000,0451a5||000000,393a34,242424,333333',
  '000080,7f0055,cc7832,0033b3|808000,bbb529,ffc66d,007e8a|7a7a43,00627a,871094|008000,6a8759,067d17,2a00ff|0000ff,6897bb,1750eb|808080,8c8c8c,3f7f5f,3f5fbf,629755|660e7a,9876aa,0000c0,830091||000000,a9b7c6,080808,2b2b2b',
  // Tokyo Night, Catppuccin, Material, Night Owl, Vitesse, Rosé Pine, Ayu.
  'bb9af7,9d7cd8|0db9d7,2ac3de|7aa2f7|9ece6a|ff9e64|565f89,51597d,5f6996,444b6a|e0af68,f7768e,73daca,7dcfff|89ddff|c0caf5,a9b1d6,9abdf5,1a1b26,9aa5ce',
  'cba6f7,8839ef|f9e2af,df8e1d|89b4fa,1e66f5|a6e3a1,40a02b|fab387,fe640b|6c7086,9399b2,9ca0b0,7c7f93|f38ba8,d20f39,eba0ac,e64553|94e2d5,89dceb,179299,04a5e5|cdd6f4,4c4f69,bac2de,f5c2e7,ea76cb,eff1f5,1e1e2e,b4befe',
  'c792ea,f78c6b|ffcb6b|82aaff|c3e88d|f78c6c,ff5874|676e95,546e7a,697098,637777,464b5d,616161|f07178,ff5572|89ddff,7fdbca|babed8,eeffff,a6accd,bfc7d5,d6deeb,addb67,ecc48d,ffeb95,c5e478,d9f5dd',
  '4d9375,1e754f,cb7676,ab5959|5da994,2e8f82|80a665,59873a|c98a7d,b56959|4c9a91,2f798a|758575,a0ada0|bd976a,b07d48,b8a965,998418,c99076,a65e2b||dbd7ca,393a34,666666,999999',
  '31748f,286983,3e8fb0|9ccfd8,56949f|ebbcba,d7827e,ea9a97|f6c177,ea9d34|c4a7e7,907aa9|6e6a86,9893a5,817c9c|eb6f92,b4637a||e0def4,575279,908caa,797593,191724',
  'fa8d3e,ff8f40|59c2ff,39bae6,399ee6,55b4d4|ffb454,f2ae49,ffd173|aad94c,86b300,d5ff80|d2a6ff,a37acc,dfbfff|acb6bf,787b80,5c6773,abb0b6|f07178||bfbdb6,5c6166,cccac2,f29668,ed9366',
  // Pygments and Chroma, default and friendly; GeSHi.
  '008000,aa22ff,bc7a00|b00040|0000ff|ba2121,bb6622,a45a77,bb6688|666666,880000,008800|408080,3d7b7b|19177c,7d9029,687822,a0a000||bbbbbb,000000,000080,888888,ff0000',
  '007020|902000,0e84b5,062873|06287e|4070a0,70a0d0,235388|40a070,60add5,208050|60a0b0,408090|bb60d5|666666|bbbbbb,888888,c65d09,a00000,ff0000,000000',
  'b1b100,000000,993333,7f0055,7a0874,ff7700|dc143c,008000|000066,004000,006600,202020,0000cd,990000|ff0000,483d8b|cc66cc,ff4500,800000|808080,666666|0000ff,007800,c20cb9,000088,660033|339933,66cc66|009900,000099',
].map(theme);

function theme(colours: string): ReadonlyMap<string, Meaning> {
  return new Map(
    colours.split('|').flatMap((list, index) => {
      const meaning = KINDS[index] ?? 'plain';
      return list === '' ? [] : list.split(',').map((colour): [string, Meaning] => [colour, meaning]);
    }),
  );
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ black: '000000', white: 'ffffff', green: '008000', blue: '0000ff', red: 'ff0000', maroon: '800000' },
  ...{ navy: '000080', teal: '008080', purple: '800080', gray: '808080', grey: '808080', brown: 'a52a2a' },
};

/** The variables that stand for colours where Shiki leaves them to a style sheet. */
const VARIABLES: Readonly<Record<string, Meaning>> = {
  ...{ keyword: 'kw', string: 'str', 'string-expression': 'str', comment: 'com', function: 'fn', constant: 'num' },
  ...{ parameter: 'name', punctuation: 'plain', link: 'str', inserted: 'ins', deleted: 'del', changed: 'plain' },
};

/** `rgb(1, 2, 3)`, as browsers write colours back. */
const RGB = /^rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})/;

/**
 * The colour that an inline style gives its text, as six hexadecimal digits, or as the variable that holds it.
 *
 * @param style untrusted value of an attribute
 * @returns nothing where it gives none, or one that is none of a theme's
 */
export function colourOf(style: string): string | undefined {
  let found: string | undefined;
  for (const declaration of style.slice(0, 500).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, colon).trim();
    // Of a light and a dark one, the first is enough.
    if (name === 'color' || (!found && /^--(?:shiki-(?:light|dark|default)|0|[a-z]+-light)$/.test(name))) {
      found = sixDigits(declaration.slice(colon + 1).trim()) ?? found;
    }
  }
  return found;
}

function sixDigits(value: string): string | undefined {
  const variable = /^var\(--[a-z]+-token-([a-z-]+)\)/.exec(value)?.[1];
  if (variable) return `var ${variable}`;
  const rgb = RGB.exec(value);
  if (rgb)
    return rgb
      .slice(1, 4)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('');
  const hex = /^#([0-9a-f]{3,8})\b/.exec(value)?.[1];
  if (!hex) return NAMED[value.split(' ')[0] ?? ''];
  return hex.length < 6 ? [...hex.slice(0, 3)].map((digit) => digit + digit).join('') : hex.slice(0, 6);
}

/** Less than this share of the coloured pieces in one theme's colours: then a theme that we do not know. */
const ENOUGH = 0.8;

/**
 * What the colours of a block mean, by the theme that knows most of them.
 *
 * @param colours of each coloured piece, from `colourOf`
 * @returns nothing where no theme knows four fifths of them
 */
export function themeOf(colours: readonly string[]): ((colour: string) => Meaning | undefined) | undefined {
  const variables = (colour: string) =>
    colour.startsWith('var ') ? (VARIABLES[colour.slice(4)] ?? 'plain') : undefined;
  if (colours.some((colour) => variables(colour))) return variables;
  let best: ReadonlyMap<string, Meaning> | undefined;
  let most = Math.max(1, Math.ceil(colours.length * ENOUGH)) - 1;
  for (const known of THEMES) {
    const count = colours.filter((colour) => known.has(colour)).length;
    if (count > most) {
      most = count;
      best = known;
    }
  }
  return best && ((colour) => best.get(colour));
}
