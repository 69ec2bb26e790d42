// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listenForShortcuts } from '../../../src/ui/shared/shortcuts.ts';

let pressed: string[] = [];
let singleKeys = true;
let stop: () => void;

beforeEach(() => {
  pressed = [];
  singleKeys = true;
  document.body.innerHTML = '<input id="field"><input id="box" type="checkbox"><article tabindex="0"></article>';
  const note = (name: string) => () => {
    pressed.push(name);
  };
  const shortcuts = Object.fromEntries(['j', 's', 'A', 'u', 'g u', 'g s', 'Escape'].map((name) => [name, note(name)]));
  stop = listenForShortcuts(
    () => shortcuts,
    () => singleKeys,
  );
});
afterEach(() => stop());

function press(key: string, init: KeyboardEventInit = {}, target = 'article'): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  document.querySelector(target)?.dispatchEvent(event);
  return event;
}

describe('shortcuts', () => {
  test('a known key acts and does nothing else; an unknown one is left alone', () => {
    expect(press('j').defaultPrevented).toBe(true);
    expect(press('q').defaultPrevented).toBe(false);
    expect(pressed).toEqual(['j']);
  });

  test('with Caps Lock on, letters mean what they mean without it', () => {
    press('J');
    press('a', { shiftKey: true });
    press('G');
    press('U');
    expect(pressed).toEqual(['j', 'A', 'g u']);
  });

  test('a sequence is one shortcut, not the letters it is made of', () => {
    press('g');
    press('u');
    expect(pressed).toEqual(['g u']);
    press('u');
    expect(pressed).toEqual(['g u', 'u']);
  });

  test('a sequence that is not known leaves its last letter what it is', () => {
    press('g');
    press('j');
    expect(pressed).toEqual(['j']);
  });

  test('modifiers, composition and fields are left alone', () => {
    press('j', { ctrlKey: true });
    press('j', { altKey: true });
    press('j', { metaKey: true });
    press('j', { isComposing: true });
    press('j', {}, '#field');
    press('Escape', {}, '#field');
    expect(pressed).toEqual([]);
    press('j', {}, '#box');
    expect(pressed).toEqual(['j']);
  });

  test('a key held down repeats only where it moves', () => {
    press('j', { repeat: true });
    press('s', { repeat: true });
    expect(pressed).toEqual(['j']);
  });

  test('single keys can be switched off; the others stay', () => {
    singleKeys = false;
    press('j');
    press('g');
    press('u');
    press('Escape');
    expect(pressed).toEqual(['Escape']);
  });

  test('an open dialog keeps the keys to itself', () => {
    document.body.append(Object.assign(document.createElement('dialog'), { open: true }));
    press('j');
    expect(pressed).toEqual([]);
  });
});
