import { message } from '../../browser/i18n.ts';
import type { ContentsEntry } from './contents.ts';
import { useCurrentHeading } from './use-current-heading.ts';

interface ContentsProps {
  readonly contents: readonly ContentsEntry[];
  readonly language: string | undefined;
}

/** The headings beside the article. */
export function ContentsBeside({ contents, language }: ContentsProps) {
  return (
    <nav class="contents" aria-labelledby="contents-title">
      <h2 id="contents-title">{message('reader_contents')}</h2>
      <Entries contents={contents} language={language} />
    </nav>
  );
}

/** The headings above the text, where there is no room beside it. */
export function ContentsAbove({ contents, language }: ContentsProps) {
  return (
    <nav class="contents-above" aria-label={message('reader_contents')}>
      <details>
        <summary>{message('reader_contents')}</summary>
        <Entries contents={contents} language={language} />
      </details>
    </nav>
  );
}

function Entries({ contents, language }: ContentsProps) {
  const current = useCurrentHeading(contents);
  return (
    <ol>
      {contents.map(({ id, text, level }) => (
        <li key={id} class={`level-${level}`}>
          <a href={`#${id}`} aria-current={id === current ? 'location' : undefined} dir="auto" lang={language}>
            {text}
          </a>
        </li>
      ))}
    </ol>
  );
}
