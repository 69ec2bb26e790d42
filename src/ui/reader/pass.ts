import type { ImageLoading } from '../../model/types.ts';
import type { Origin } from './addresses.ts';

/** Words that the passes put into an article. */
export interface Labels {
  readonly openOriginal: string;
  readonly openAt: (host: string) => string;
  readonly embedded: string;
  /** @param site such as YouTube */
  readonly embeddedFrom: (site: string) => string;
  readonly drawing: string;
  /** Names a formula that scrolls sideways. */
  readonly formula: string;
  readonly formulaMissing: string;
  readonly imageMissing: string;
  /** On the button that stands for a picture. */
  readonly showPicture: string;
  readonly picture: (description: string) => string;
  readonly pictureUnnamed: string;
  /** Names a link around a picture that has no description. */
  readonly linkedImage: string;
  readonly mediaMissing: string;
  /** Names the way from a note to where it belongs. */
  readonly backToText: string;
  readonly code: string;
  readonly codeIn: (language: string) => string;
  /** Stands for the language of code in none. */
  readonly text: string;
  readonly table: (number: number) => string;
}

export interface Context {
  readonly origin: Origin;
  /** The post's title, plain text. */
  readonly title: string;
  readonly labels: Labels;
  /** When pictures are asked for at their hosts. */
  readonly pictures: ImageLoading;
}

/** One step from a clean tree to an article: changes the tree, in time linear in its size, and nothing else. */
export type Pass = (content: DocumentFragment, context: Context) => void;
