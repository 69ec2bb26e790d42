/**
 * What a page shows that no page of ours has: elements that load, frame or run, handlers, addresses of other schemes.
 * An article's own rules are stricter: see find-unsafe.ts.
 *
 * Uses nothing from outside: it runs in the page.
 */
export function pageFaults(): string[] {
  const faults: string[] = [];
  const loading = 'iframe, frame, object, embed, applet, base, form, portal, meta[http-equiv], script:not([src])';
  for (const element of document.querySelectorAll(loading)) faults.push(`element ${element.localName}`);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) faults.push(`${name} on ${element.localName}`);
      if (
        /^(?:href|src|action|formaction|poster|data)$/.test(name) &&
        /^\s*(?:javascript|vbscript|data:(?!image\/))/i.test(value)
      ) {
        faults.push(`${name}=${value.slice(0, 80)}`);
      }
    }
  }
  // Only what is ours leaves the flow of the page.
  for (const element of document.querySelectorAll('.body *')) {
    const { position, zIndex } = getComputedStyle(element);
    // Firefox has no styles for the sources of a film.
    if (position !== '' && (!/^(?:static|relative)$/.test(position) || zIndex !== 'auto')) {
      // The blocks of code have controls of ours, and behind the text stands what says that one was copied.
      if (!element.matches('.code-block *, .body > .sr[role="status"]:last-child'))
        faults.push(`${element.localName} is ${position}, ${zIndex}`);
    }
  }
  if (Reflect.get(globalThis, 'ranFromAFeed')) faults.push('a script ran');
  return faults;
}

/** Has the usual proofs of a script that runs tell of it. Runs in the page. */
export function watchForScripts(): void {
  const tell = () => {
    Reflect.set(globalThis, 'ranFromAFeed', true);
    return true;
  };
  for (const name of ['alert', 'confirm', 'prompt', 'print']) Reflect.set(globalThis, name, tell);
}
