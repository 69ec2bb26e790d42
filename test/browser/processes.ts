import { readdirSync, readFileSync } from 'node:fs';

// What Linux tells of processes in /proc; elsewhere there is nothing to read, and callers do without.

/** Whether this system tells of its processes. */
export const TELLS_OF_PROCESSES = process.platform === 'linux';

/** The processes of a group, such as a browser and all its children; none where the system does not tell. */
function processesOf(group: number): number[] {
  if (!TELLS_OF_PROCESSES) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => statOf(pid)?.group === group);
}

/** Those of Chromium's processes that hold pages and workers of extensions. */
export function extensionProcesses(group: number): number[] {
  // Chromium writes spaces between the arguments of its children, where the system has zeros.
  return processesOf(group).filter((pid) => read(pid, 'cmdline').split(/[ \0]/).includes('--extension-process'));
}

/** False for a process that has ended, also where nobody has asked for its exit code yet. */
export function isAlive(pid: number): boolean {
  const state = statOf(pid)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

interface Stat {
  readonly state: string;
  readonly group: number;
}

/** proc(5), /proc/pid/stat; undefined where the process is gone. */
function statOf(pid: number): Stat | undefined {
  const text = read(pid, 'stat');
  // The name before it may hold anything, spaces and brackets too.
  const [state, , group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state && group ? { state, group: Number(group) } : undefined;
}

/** '' where the process is gone. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
