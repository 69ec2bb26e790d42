import { useEffect, useState } from 'preact/hooks';

/** Whether the browser has a network at all; true says nothing about any one site. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const onChange = () => setOnline(navigator.onLine);
    addEventListener('online', onChange);
    addEventListener('offline', onChange);
    return () => {
      removeEventListener('online', onChange);
      removeEventListener('offline', onChange);
    };
  }, []);
  return online;
}
