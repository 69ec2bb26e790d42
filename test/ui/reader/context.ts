import type { Context } from '../../../src/ui/reader/pass.ts';

/** A post at https://blog.example/2026/post/ as the passes see it. */
export function context(change: Partial<Context> = {}): Context {
  return {
    origin: { postUrl: 'https://blog.example/2026/post/' },
    title: 'A post',
    labels: {
      openOriginal: 'Open original',
      openAt: (host) => `Open at ${host}`,
      embedded: 'Embedded page',
      embeddedFrom: (site) => `Embedded from ${site}`,
      drawing: 'Drawing',
      formula: 'Formula',
      formulaMissing: 'Formula not shown',
      imageMissing: 'Picture not shown.',
      showPicture: 'Show picture',
      picture: (description) => `Picture: ${description}`,
      pictureUnnamed: 'Picture',
      linkedImage: 'Linked picture',
      mediaMissing: 'Recording not shown.',
      backToText: 'Back to the text',
      code: 'Code',
      codeIn: (language) => `${language} code`,
      text: 'Text',
      table: (number) => `Table ${number}`,
    },
    pictures: 'always',
    ...change,
  };
}
