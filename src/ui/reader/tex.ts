import temml from 'temml';

/** Longest formula that is converted: a page of lines one below the other has half of it. */
const MOST_CHARACTERS = 5000;
/** Macros of one formula; a document that defines its own needs a few dozen, a bomb needs thousands. */
const MOST_EXPANSIONS = 200;
const MOST_MARKUP = 300_000;

/**
 * A formula as MathML, which is as untrusted as its source and for the sanitiser to judge.
 *
 * @param source TeX without the signs around it; untrusted
 * @param isDisplay a line of its own
 * @param macros what earlier formulas of the post defined for all (\gdef); added to
 * @returns undefined where it is no TeX that the converter knows, or too much of it
 */
export function texToMathMl(source: string, isDisplay: boolean, macros: Record<string, unknown>): string | undefined {
  if (source.length > MOST_CHARACTERS) return undefined;
  try {
    const markup = temml.renderToString(source, {
      displayMode: isDisplay,
      // Else it gives markup that shows the error, in its own colours.
      throwOnError: true,
      // No links, pictures, classes and styles by \href, \includegraphics, \class and \style.
      trust: false,
      strict: false,
      maxExpand: MOST_EXPANSIONS,
      maxSize: [40, 10],
      macros,
    });
    return markup.length > MOST_MARKUP ? undefined : markup;
  } catch {
    // Its own errors are about the source; a RangeError says that it is nested too deeply.
    return undefined;
  }
}
