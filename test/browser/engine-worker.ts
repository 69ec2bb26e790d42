// Bundled for a dedicated worker, so that the engine runs where a browser gives it least: without a DOM.
import { decodeDocument } from '../../src/feed/decode.ts';
import { parseDocument } from '../../src/feed/parse.ts';
import type { ParseResult } from '../../src/feed/types.ts';

export interface EngineDocument {
  readonly base64: string;
  readonly contentType?: string;
  /** Where it pretends to come from; absent where only its text matters. */
  readonly url?: string;
}

export interface EngineAnswers {
  readonly hasDom: boolean;
  /** Of each document its text or, where it has an address, what is read in it. */
  readonly answers: readonly (string | ParseResult)[];
}

function answerOf({ base64, contentType, url }: EngineDocument): string | ParseResult {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return url === undefined ? decodeDocument(bytes, contentType) : parseDocument(bytes, contentType, url);
}

addEventListener('message', async ({ data }: MessageEvent<string>) => {
  const documents: EngineDocument[] = await (await fetch(data)).json();
  const answers: EngineAnswers = {
    hasDom: 'document' in globalThis || 'DOMParser' in globalThis,
    answers: documents.map(answerOf),
  };
  postMessage(answers);
});
