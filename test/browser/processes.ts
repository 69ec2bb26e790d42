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

/** The processor time that a group of processes has taken up to now, in ms, as exact as the clock's ticks. */
export function processorMs(group: number): number {
  const ticks = processesOf(group).map((pid) => statOf(pid)?.ticks ?? 0);
  return (ticks.reduce((sum, each) => sum + each, 0) * 1000) / TICKS_A_SECOND;
}

/** The memory that a process shares with no other, in bytes; 0 where it is gone. */
export function privateBytes(pid: number): number {
  const lines = [...read(pid, 'smaps_rollup').matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
  return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}

/** USER_HZ, the same on all of Linux's usual machines. */
const TICKS_A_SECOND = 100;

interface Stat {
  readonly state: string;
  readonly group: number;
  /** Processor time of its own and of its children that have ended. */
  readonly ticks: number;
}

/** proc(5), /proc/pid/stat; undefined where the process is gone. */
function statOf(pid: number): Stat | undefined {
  const text = read(pid, 'stat');
  // The name before it may hold anything, spaces and brackets too.
  const [state, , group, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (!state || !group) return undefined;
  const ticks = rest.slice(8, 12).reduce((sum, each) => sum + Number(each), 0);
  return { state, group: Number(group), ticks };
}

/** '' where the process is gone. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
