import type { Run } from './code-runs.ts';
import type { Token } from './code-tokens.ts';

/** A prompt of a shell: `$ `, `# `, `user@host:~/dir$ `, `(env) $ `, `PS C:\> `, `❯ `. */
const PROMPT =
  /^(?:\([\w.-]{1,40}\) )?(?:(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^\n$#%>]{0,80})?[$#%❯➜]|PS [^\n>]{0,80}>|[A-Z]:\\[^\n>]{0,80}>|>) /;

/** Prompts, so that what was typed stands out from what was printed. */
export function runsOfSession(text: string): Run[] {
  return eachLine(text, (line) => {
    const prompt = PROMPT.exec(line)?.[0];
    return prompt ? { length: prompt.length, token: 'prompt' } : undefined;
  });
}

/** Added and removed lines, with their signs, and the headings of a diff. */
export function runsOfDiff(text: string): Run[] {
  return eachLine(text, (line) => {
    const token = tokenOfDiffLine(line);
    return token ? { length: line.length, token } : undefined;
  });
}

function tokenOfDiffLine(line: string): Token | undefined {
  if (/^(?:diff |index [\da-f]|---|\+\+\+|\*\*\*|@@|(?:new|deleted) file|rename |similarity )/.test(line)) return 'com';
  if (/^[+>]/.test(line)) return 'ins';
  return /^[-<]/.test(line) ? 'del' : undefined;
}

function eachLine(text: string, look: (line: string) => { length: number; token: Token } | undefined): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const found = look(line);
    if (found && found.length > 0) runs.push({ start, end: start + found.length, token: found.token });
    start += line.length + 1;
  }
  return runs;
}

/**
 * What somebody wants who copies a block: its text; of commands alone, without prompts. Where something was printed,
 * all stays, since nothing tells for certain what was typed.
 *
 * @param isSession whether the block is a terminal's: elsewhere, `# ` begins a comment
 */
export function copyText(text: string, isSession: boolean): string {
  const lines = text.split('\n');
  const prompt = isSession ? /^[$#] / : /^\$ /;
  let goesOn = false;
  const stripped: string[] = [];
  for (const line of lines) {
    const isCommand = prompt.test(line);
    // A command goes on behind a backslash; an empty line is nothing printed.
    if (!isCommand && !goesOn && line.trim() !== '') return text;
    stripped.push(isCommand ? line.slice(2) : line);
    goesOn = line.endsWith('\\');
  }
  return stripped.join('\n');
}
