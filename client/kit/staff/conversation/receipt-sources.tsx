import { type ReactNode, useEffect, useRef } from 'react';
import type { Citation } from '../../../../shared/receipt.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import { safeUrl } from '../../markdown/safe-url.ts';
import { Icon } from '../icon.tsx';

interface ReceiptSourcesProps {
  citations: readonly Citation[];
  /** Number of the source to open and bring into view. */
  shown: number | null;
}

/** The passages an answer rests on, with the version of the document each was read from. */
export function ReceiptSources({ citations, shown }: ReceiptSourcesProps): ReactNode {
  const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
  const sources = [...byNumber.values()].sort((a, b) => a.number - b.number);
  return (
    <ol className="receipt-sources">
      {sources.map((source) => (
        <Source key={source.number} source={source} isShown={source.number === shown} />
      ))}
    </ol>
  );
}

function Source({ source, isShown }: { source: Citation; isShown: boolean }): ReactNode {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!isShown || box.current === null) return;
    box.current.open = true;
    box.current.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  const href = source.url === undefined ? null : safeUrl(source.url);
  const hasHeading = source.heading !== '' && source.heading !== source.title;
  return (
    <li>
      <details ref={box} className={isShown ? 'receipt-source shown' : 'receipt-source'}>
        <summary>
          <span className="receipt-source-number">{source.number}</span>
          <span className="receipt-source-title">
            {source.title}
            <span className="receipt-source-about">
              version {source.documentVersion}
              {hasHeading ? ` · ${source.heading}` : ''}
            </span>
          </span>
          <Icon name="chevronDown" size={16} />
        </summary>
        <div className="receipt-passage staff-markdown">
          <Markdown text={source.text} />
          <p className="receipt-source-links">
            <code>{source.documentId}</code>
            {href === null ? null : (
              <a href={href} target="_blank" rel="noopener noreferrer">
                Open page <Icon name="external" size={13} />
              </a>
            )}
          </p>
        </div>
      </details>
    </li>
  );
}
