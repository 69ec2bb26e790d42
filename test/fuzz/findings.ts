import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesOf, type Case } from './cases.ts';
import type { Failure } from './checks.ts';
import { textOfPieces } from './documents.ts';
import { reduced } from './reduce.ts';

/** A failure with what it takes to see it again. */
export interface Finding extends Failure {
  readonly seed: number;
  readonly number: number;
  /** The feed that was damaged, by its name. */
  readonly document: string;
  readonly damage: string;
  /** Where the damaged document lies, as small as it could be made; what it was before it was damaged lies beside it. */
  readonly file?: string;
}

/** Writes the documents of a finding down. */
export function kept(finding: Finding, given: Case, folder: string, reduceMs: number): Finding {
  mkdirSync(folder, { recursive: true });
  const name = `${finding.seed}-${finding.number}-${finding.check.replaceAll(' ', '-')}`;
  const extension = given.document.format === 'json' ? 'json' : 'xml';
  const file = join(folder, `${name}.${extension}`);
  if (given.bytes || reduceMs === 0) {
    writeFileSync(file, bytesOf(given));
  } else {
    const { before, after } = reduced(given, finding.check, reduceMs);
    writeFileSync(file, textOfPieces(after));
    writeFileSync(join(folder, `${name}.before.${extension}`), textOfPieces(before));
  }
  return { ...finding, file };
}

export function described({ seed, number, document, damage, check, detail, file }: Finding): string {
  return [
    `FAILED  ${check}: ${detail.slice(0, 600)}`,
    `        ${document}, damaged ${damage}`,
    ...(file === undefined ? [] : [`        ${file}`]),
    `        npm run fuzz -- --replay ${seed}:${number}`,
  ].join('\n');
}
