/** A reference to a note, as footnotes.ts marks it. */
const REFERENCE = 'a[role="doc-noteref"]';

/** How far the box stays from the edges of the window, and from what it belongs to, in px. */
const GAP = 8;

/**
 * Shows the text of a note beside its sign while a pointer or the focus is there. What it shows can be pointed at
 * and dismissed with Escape (WCAG 1.4.13). It only repeats: readers of the screen follow the link.
 *
 * @returns stops it
 */
export function previewNotes(place: HTMLElement): () => void {
  const box = document.createElement('div');
  box.className = 'body note-preview';
  box.popover = 'manual';
  box.setAttribute('aria-hidden', 'true');
  let shownFor: Element | undefined;
  const hide = () => {
    if (!shownFor) return;
    shownFor = undefined;
    box.remove();
  };
  const show = (reference: Element) => {
    const note = reference === shownFor ? undefined : noteOf(reference, place);
    if (!note) return;
    box.replaceChildren(...copyOf(note).childNodes);
    box.dir = note.closest<HTMLElement>('[dir]')?.dir ?? 'auto';
    place.after(box);
    box.showPopover();
    setBeside(box, reference);
    shownFor = reference;
  };
  const onOver = ({ target }: Event) => {
    const reference = target instanceof Element ? target.closest(REFERENCE) : null;
    if (reference) show(reference);
    else if (target instanceof Node && !box.contains(target)) hide();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !shownFor) return;
    event.stopPropagation();
    hide();
  };
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener('pointerover', onOver, { signal });
  document.addEventListener('focusin', onOver, { signal });
  document.addEventListener('keydown', onKeyDown, { signal, capture: true });
  // It stands where its sign stood.
  document.addEventListener('scroll', ({ target }) => target !== box && hide(), { signal, capture: true });
  document.addEventListener('click', ({ target }) => target instanceof Node && !box.contains(target) && hide(), {
    signal,
  });
  return () => {
    stop.abort();
    hide();
  };
}

function noteOf(reference: Element, place: HTMLElement): Element | undefined {
  if (!place.contains(reference)) return undefined;
  const id = decodeURIComponent(reference.getAttribute('href')?.slice(1) ?? '');
  const target = document.getElementById(id);
  if (target?.localName === 'dt') return target.nextElementSibling ?? undefined;
  return target?.closest('.note') ?? undefined;
}

/** Without the way back, and without what may stand in a page only once. */
function copyOf(note: Element): Element {
  const copy = note.cloneNode(true) as Element;
  for (const back of copy.querySelectorAll('[role="doc-backlink"]')) back.remove();
  for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
  // What is hidden from readers of the screen takes no focus either.
  for (const control of copy.querySelectorAll<HTMLElement>('a[href], button, [tabindex], summary, audio, video')) {
    control.tabIndex = -1;
  }
  return copy;
}

/** Above its sign, or below where there is no room. */
function setBeside(box: HTMLElement, reference: Element): void {
  const sign = reference.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(sign.left + sign.width / 2 - width / 2, GAP), innerWidth - width - GAP);
  const above = sign.top - height - GAP;
  box.style.left = `${Math.max(left, GAP)}px`;
  box.style.top = `${above >= GAP ? above : Math.min(sign.bottom + GAP, innerHeight - height - GAP)}px`;
}
