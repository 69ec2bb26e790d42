import { useEffect, useRef, useState } from 'preact/hooks';
import { send } from '../../browser/commands.ts';
import { message, plural } from '../../browser/i18n.ts';
import { requestHosts } from '../../browser/permissions.ts';
import type { ImportOutcome, OpmlPreview } from '../../commands.ts';
import { Icon } from '../shared/icon.tsx';
import type { Toasts } from '../shared/use-toasts.ts';
import { CardHead } from './card-head.tsx';
import { decodeOpml, LARGEST_OPML_BYTES } from './opml-file.ts';

interface ImportCardProps {
  readonly toasts: Toasts;
  readonly onClose: () => void;
}

type Read = Extract<OpmlPreview, { ok: true }>;

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly reason: 'not-opml' | 'too-large' | 'unreadable' }
  | { readonly kind: 'read'; readonly name: string; readonly text: string; readonly preview: Read };

/** Importing a feed list: a file, what it would bring, and one press that also asks for all its hosts. */
export function ImportCard({ toasts, onClose }: ImportCardProps) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [isOver, setOver] = useState(false);
  const [isImporting, setImporting] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const chooseButton = useRef<HTMLButtonElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const latest = useRef<File | undefined>(undefined);
  useEffect(() => chooseButton.current?.focus(), []);
  useEffect(() => {
    if (state.kind === 'read') addButton.current?.focus();
  }, [state]);

  const take = (file: File | null | undefined) => {
    if (!file) return;
    latest.current = file;
    setState({ kind: 'reading', name: file.name });
    void readFile(file).then((next) => {
      // Another file may have been chosen meanwhile.
      if (latest.current === file) setState(next);
    });
  };

  /** Must begin in the tick of the press, since it asks for permission. */
  const importIt = (text: string, preview: Read) => {
    setImporting(true);
    const imported = importAfterAsking(text, preview, toasts).finally(() => setImporting(false));
    toasts.attempt(imported, onClose);
  };

  return (
    <section
      class={isOver ? 'card pad open-card over' : 'card pad open-card'}
      aria-label={message('options_import_title')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      <CardHead title={message('options_import_title')} onClose={onClose} />
      <p class="note">{message('options_import_text')}</p>
      <input
        ref={chooser}
        type="file"
        accept=".opml,.xml,text/x-opml,text/xml,application/xml"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          // The same file chosen again, once mended, is a change too.
          event.currentTarget.value = '';
        }}
      />
      <div class="drop">
        <button type="button" class="btn" ref={chooseButton} onClick={() => chooser.current?.click()}>
          <Icon name="import" />
          {message('options_import_choose')}
        </button>
        <span>{message('options_import_drop')}</span>
      </div>
      <div class="outcome" role="status">
        <Progress state={state} />
      </div>
      {state.kind === 'read' && state.preview.feeds > 0 && (
        <button
          type="button"
          class="btn primary"
          ref={addButton}
          aria-disabled={isImporting}
          onClick={() => !isImporting && importIt(state.text, state.preview)}
        >
          {plural('options_import_add', state.preview.feeds)}
        </button>
      )}
    </section>
  );
}

function Progress({ state }: { readonly state: State }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'reading':
      return <p>{message('options_import_reading', state.name)}</p>;
    case 'refused':
      return <p class="bad">{message(REFUSALS[state.reason], state.name)}</p>;
    case 'read':
      return (
        <>
          <p>
            <b>{previewText(state.name, state.preview)}</b>
          </p>
          {state.preview.feeds > 0 && <p>{plural('options_import_sites', sitesOf(state.preview))}</p>}
        </>
      );
    default:
      return state satisfies never;
  }
}

const REFUSALS = {
  'not-opml': 'options_import_not_opml',
  'too-large': 'options_import_too_large',
  unreadable: 'options_import_failed',
} as const;

/** A bare domain's two patterns are one site to a person. */
function sitesOf({ origins }: Read): number {
  return new Set(origins.map((origin) => origin.replace('*://www.', '*://'))).size;
}

function previewText(name: string, { feeds, already, unreadable }: Read): string {
  return [
    feeds > 0 ? plural('options_import_new', feeds) : message('options_import_none', name),
    ...restText(already, unreadable),
  ].join(' ');
}

function doneText({ added, already, unreadable }: Extract<ImportOutcome, { ok: true }>): string {
  return [plural('options_import_done', added), ...restText(already, unreadable)].join(' ');
}

function restText(already: number, unreadable: number): string[] {
  return [
    ...(already > 0 ? [plural('options_import_already', already)] : []),
    ...(unreadable > 0 ? [plural('options_import_unreadable', unreadable)] : []),
  ];
}

async function readFile(file: File): Promise<State> {
  const { name } = file;
  if (file.size > LARGEST_OPML_BYTES) return { kind: 'refused', name, reason: 'too-large' };
  try {
    const text = decodeOpml(new Uint8Array(await file.arrayBuffer()));
    const preview = await send('read-opml', { text });
    return preview.ok ? { kind: 'read', name, text, preview } : { kind: 'refused', name, reason: preview.reason };
  } catch (error) {
    console.error(error);
    return { kind: 'refused', name, reason: 'unreadable' };
  }
}

/** Whatever the answer, the feeds are added: those whose host is not allowed wait, and say so in the table. */
async function importAfterAsking(text: string, { origins }: Read, toasts: Toasts): Promise<void> {
  await requestHosts(origins).catch(console.error);
  const outcome = await send('import-opml', { text });
  if (outcome.ok) toasts.show(doneText(outcome));
  else toasts.show(message('ui_failed'));
}
