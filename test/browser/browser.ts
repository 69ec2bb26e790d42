import type { Result as AxeViolation } from 'axe-core';
import type { Truthy } from './eventually.ts';

export type BrowserName = 'chromium' | 'firefox';

export interface LaunchOptions {
  /** The unpacked build for this browser. */
  readonly extensionDir: string;
  /** Absolute path of the browser; the first installed one where absent. */
  readonly executable?: string;
  /** True where absent. */
  readonly headless?: boolean;
  /**
   * Whether the extension, its storage and its grants must outlive `restart`. Branded Chrome and
   * release builds of Firefox refuse what this takes, so only tests ask for it.
   */
  readonly restartable?: boolean;
}

/**
 * A real browser with the extension in it, on a profile of its own that `close` removes.
 *
 * One interface for both, so that a scenario is written once.
 */
export interface Browser {
  readonly name: BrowserName;
  /** The address of a file of the extension. */
  extensionUrl(path: string): string;
  /** Opens a page of the extension in a new tab in front; resolves once it has loaded. */
  openPage(path: string): Promise<Page>;
  /** Opens an address in a new tab in front; resolves once it has loaded. */
  newTab(url: string): Promise<Page>;
  /** An open tab whose address contains `part`, waited for. */
  pageAt(part: string): Promise<Page>;
  /** Addresses of all open tabs. */
  tabs(): Promise<string[]>;
  /**
   * Presses the toolbar button on the tab in front: opens the real popup, and gives the extension activeTab
   * for that tab as a person's press does.
   */
  openPopup(): Promise<Page>;
  /** What the badge says for tabs that have no text of their own. */
  badge(): Promise<string>;
  /**
   * Runs a self-contained function where the extension's APIs are, and returns its JSON-safe result. It
   * runs in a document of the extension that holds none of its code, so that nothing of ours reacts to it.
   */
  evaluateInExtension<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Whether the background is running; asking does not wake it. */
  isWorkerRunning(): Promise<boolean>;
  /** Stops the background as the browser does when it takes its memory back; the next event starts it anew. */
  stopWorker(): Promise<void>;
  /**
   * SIGKILL to the process in which the background and all of the extension's pages run, as when it crashes or memory
   * runs out. Only on Linux.
   */
  killWorkerProcess(): Promise<void>;
  /** The group of processes that the browser and all its children form, by its leader's number. */
  readonly processGroup: number;
  /** The numbers of the processes in which the background and the extension's pages run. */
  workerProcesses(): Promise<number[]>;
  /** Has the background give back the memory that it no longer needs; it must be running. */
  collectGarbage(): Promise<void>;
  /** Closes the document that `evaluateInExtension` opened, so that no page of the extension is open. */
  leaveExtension(): Promise<void>;
  /** Brings the alarm forward to now. */
  wakeAlarm(name: string): Promise<void>;
  /** Grants hosts as if the person had allowed them in the prompt; `permissions.onAdded` fires. */
  grantHosts(origins: readonly string[]): Promise<void>;
  /** Makes the next permission prompt that `page` brings up end as if the person had refused it. */
  refuseNextPermission(page: Page): Promise<void>;
  /** From now on nobody answers permission prompts. */
  leavePromptsOpen(): Promise<void>;
  /** Shows the toolbar button, and with it the badge, without a menu before it. */
  pinButton(): Promise<void>;
  /** SIGKILL to the whole browser: nothing is flushed that was not on disk. */
  kill(): Promise<void>;
  /** Starts again on the same profile, after `kill` or in place of an orderly end. Pages from before are dead. */
  restart(meanwhile?: Meanwhile): Promise<void>;
  /** Resolves when the browser is gone, by whatever hand. */
  readonly closed: Promise<void>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** Runs while the browser does not, with the folder of its profile. */
export type Meanwhile = (profileDir: string) => void;

export interface ClickOptions {
  readonly button?: 'left' | 'middle';
  readonly modifiers?: readonly ('Control' | 'Shift')[];
}

export type ColourScheme = 'light' | 'dark';

/** A CSS selector, or one together with what the element is named: part of its text or of its aria-label. */
export type Target = string | { readonly css: string; readonly text: string };

/** A document in a tab or in the toolbar popup. */
export interface Page {
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  /** A real click in the middle of the first element that matches, waited for and scrolled into view. */
  click(target: Target, options?: ClickOptions): Promise<void>;
  /** Focuses the first element that matches and types, key by key. */
  type(target: Target, text: string): Promise<void>;
  /** Presses a key where the focus is: a KeyboardEvent.key such as `j`, `Enter` or `Shift+A`. */
  press(key: string): Promise<void>;
  /** The text of the first element that matches, as laid out; waited for. */
  text(target: Target): Promise<string>;
  /** Chooses the option with this label in the first matching select that has it. */
  choose(selector: string, label: string): Promise<void>;
  /** Runs a self-contained function in the page and returns its JSON-safe result. */
  evaluate<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Asks in the page until the answer is truthy, and returns it. */
  waitFor<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Truthy<Awaited<R>>>;
  /** The size of the page's area in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** What `prefers-color-scheme` answers from now on. */
  prefer(scheme: ColourScheme): Promise<void>;
  /** Has the page's processor work so many times slower; only where the browser can do that. */
  readonly slowDown?: (times: number) => Promise<void>;
  /** Whether the page believes that the network is gone. */
  goOffline(offline: boolean): Promise<void>;
  /** Writes a PNG of what is visible. */
  screenshot(file: string): Promise<void>;
  /** What axe-core finds wrong, in one line for each violation. */
  axe(): Promise<string[]>;
  close(): Promise<void>;
  /** True once the document is gone. */
  isClosed(): Promise<boolean>;
}

export function describeViolations(violations: readonly AxeViolation[]): string[] {
  return violations.map((violation) => {
    const places = violation.nodes.map((node) => node.target.join(' ')).join(', ');
    return `${violation.id} (${violation.impact ?? 'unrated'}): ${violation.help}: ${places}`;
  });
}
