import { useCallback, useState } from 'preact/hooks';

const KEY = 'collapsed-folders';

/** The folders that the person has closed in the list of feeds, in this browser; and a way to open or close one. */
export function useCollapsed(): [ReadonlySet<string>, (folder: string) => void] {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(stored);
  const toggle = useCallback((folder: string) => {
    setCollapsed((before) => {
      const after = new Set(before);
      if (!after.delete(folder)) after.add(folder);
      store(after);
      return after;
    });
  }, []);
  return [collapsed, toggle];
}

function stored(): ReadonlySet<string> {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
  } catch {
    return new Set();
  }
}

function store(folders: ReadonlySet<string>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...folders]));
  } catch {
    // Storage is full or forbidden: the next page shows them open.
  }
}
