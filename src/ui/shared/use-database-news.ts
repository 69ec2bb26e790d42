import { useEffect, useState } from 'preact/hooks';
import { type Restored, readRestored, watchRestored } from '../../browser/restored.ts';
import { isStorageFull, watchStorageFull } from '../../browser/storage-full.ts';

/** What came back after the browser lost the database; undefined where there is nothing to tell. */
export function useRestored(): Restored | undefined {
  const [restored, setRestored] = useState<Restored>();
  useEffect(() => {
    readRestored().then(setRestored, console.error);
    return watchRestored(setRestored);
  }, []);
  return restored;
}

/** Whether checking has paused because the browser has no room for posts. */
export function useStorageFull(): boolean {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    isStorageFull().then(setFull, console.error);
    return watchStorageFull(setFull);
  }, []);
  return isFull;
}
