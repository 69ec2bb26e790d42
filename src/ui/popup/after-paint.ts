/** A page that is not on the screen has no frames. */
const FRAMELESS_MS = 250;

/** Resolves once what is drawn now has been painted. */
export function afterPaint(): Promise<void> {
  return new Promise((painted) => {
    requestAnimationFrame(() => setTimeout(painted));
    setTimeout(painted, FRAMELESS_MS);
  });
}
