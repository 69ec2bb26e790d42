/** A page that is not on the screen has no frames. */
const FRAMELESS_MS = 250;

const FIRST_PAINT = 'first-contentful-paint';

/**
 * Resolves once what is drawn now stands on the screen; a page's first frame, once the browser reports that it does.
 *
 * That takes some ms more than making the frame, and whatever runs meanwhile holds it up.
 */
export function afterPaint(): Promise<void> {
  return new Promise((painted) => {
    setTimeout(painted, FRAMELESS_MS);
    if (performance.getEntriesByName(FIRST_PAINT).length > 0) {
      void afterFrame().then(painted);
      return;
    }
    const observer = new PerformanceObserver((entries) => {
      if (entries.getEntriesByName(FIRST_PAINT).length === 0) return;
      observer.disconnect();
      painted();
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}

/**
 * Resolves once the frame that holds what is drawn now has been made; never on a page that is not on the screen.
 *
 * Ahead of all else that waits for that frame: in Firefox, what the first paint sets going would else come before.
 */
export function afterFrame(): Promise<void> {
  return new Promise((made) => {
    requestAnimationFrame(() => void scheduler.postTask(made, { priority: 'user-blocking' }));
  });
}
