import type { ReactNode } from 'react';
import type { Message } from '../../../shared/conversation.ts';
import type { Citation } from '../../../shared/receipt.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { safeUrl } from '../../kit/markdown/safe-url.ts';
import { useLabels } from '../labels/labels-context.ts';
import { Icon } from './icons.tsx';

/** The sources of an answer, each number once, in order. */
export function citedSources({ sources = [] }: Message): Citation[] {
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

interface SourceListProps {
  /** The button of source n has the id `<id>-<n>`. */
  id: string;
  label: string;
  sources: readonly Citation[];
  open: number | null;
  onOpen(number: number | null): void;
}

/** Cards under an answer, of which one can be open with its passage: what the answer rests on, or may help where it was none. */
export function SourceList({ id, label, sources, open, onOpen }: SourceListProps): ReactNode {
  const shown = sources.find(({ number }) => number === open);
  return (
    <section className="sources" aria-label={label}>
      <ul className="source-cards">
        {sources.map(({ number, title }) => (
          <li key={number} className="source-item">
            <button
              id={`${id}-${number}`}
              type="button"
              className="card"
              aria-expanded={number === open}
              onClick={() => onOpen(number === open ? null : number)}
            >
              <span className="number">{number}</span>
              <span className="name">{title}</span>
              <Icon name="chevron" />
            </button>
          </li>
        ))}
      </ul>
      {shown === undefined ? null : <Passage source={shown} />}
    </section>
  );
}

function Passage({ source }: { source: Citation }): ReactNode {
  const labels = useLabels();
  const href = source.url === undefined ? null : safeUrl(source.url);
  return (
    <div className="passage">
      {source.heading === '' || source.heading === source.title ? null : (
        <p className="heading">{source.heading}</p>
      )}
      <div className="markdown text" ref={makeFocusable}>
        <Markdown text={source.text} />
      </div>
      {href === null ? null : (
        <a className="open-page" href={href} target="_blank" rel="noopener noreferrer">
          {labels.openPage}
          <Icon name="link" />
        </a>
      )}
    </div>
  );
}

/** A region that scrolls must be within reach of the keyboard. */
function makeFocusable(element: HTMLElement | null): void {
  if (element !== null) element.tabIndex = 0;
}
