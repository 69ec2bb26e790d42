import { useEffect, useState } from 'preact/hooks';

const STEP_MS = 30_000;

/** Epoch ms, kept fresh enough for words that count minutes; stands still while the page is hidden. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tick = () => {
      if (!document.hidden) setNow(Date.now());
    };
    const timer = setInterval(tick, STEP_MS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return now;
}
