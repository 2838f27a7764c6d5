import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CacheEntryDetail } from '../../../shared/admin-protocol.ts';
import { Markdown } from '../../kit/markdown/markdown.tsx';
import { agoText, momentText } from '../../kit/staff/words/moments.ts';
import { servedByNames, taskClassNames } from '../../kit/staff/words/names.ts';
import { counted, durationText, usdText } from '../../kit/staff/words/numbers.ts';
import { SourceList } from '../parts/source-list.tsx';
import { hitWords, tierWords } from './entry-words.ts';

/** Question, answer, sources, lineage, expiry, hits and thumbs. */
export function EntryDetails({ entry }: { entry: CacheEntryDetail }): ReactNode {
  const { answer, documents, written, passages } = entry;
  return (
    <>
      <h3>{entry.question}</h3>
      {answer === null ? (
        <Text size="sm" c="dimmed">
          The results of a search. The answer is written anew each time.
        </Text>
      ) : (
        <div className="admin-markdown admin-quote">
          <Markdown text={answer} />
        </div>
      )}
      {written === null || written.citations.length === 0 ? null : (
        <section>
          <h4>Sources</h4>
          <SourceList citations={written.citations} />
        </section>
      )}
      <dl className="admin-facts">
        <Fact name="Found in">{tierWords(entry.tiers)}</Fact>
        <Fact name="Rests on">
          {documents.length === 0 ? 'No document' : null}
          <ul className="admin-plain-list">
            {documents.map(({ id, version }) => (
              <li key={id}>
                <Anchor
                  component={Link}
                  to={`/admin/knowledge/${encodeURIComponent(id)}`}
                  size="sm"
                >
                  {id}
                </Anchor>
                {version === null ? null : ` version ${version}`}
              </li>
            ))}
          </ul>
        </Fact>
        {passages.length === 0 ? null : (
          <Fact name="Passages">{counted(passages.length, 'passage')}, the best first</Fact>
        )}
        <Fact name="Expires">{`${momentText(entry.expiresAt)} (${agoText(entry.expiresAt)})`}</Fact>
        <Fact name="Hits">
          {entry.hits === null ? 'Not counted by entry' : hitWords(entry.hits)}
        </Fact>
        {written === null ? null : <Written written={written} />}
        <Fact name="Shared within">{`site ${entry.site}, ${entry.locale}`}</Fact>
        <Fact name="Key">
          <span className="admin-code">{entry.key}</span>
        </Fact>
      </dl>
    </>
  );
}

function Written({ written }: { written: NonNullable<CacheEntryDetail['written']> }): ReactNode {
  const { taskClass, servedBy, at, costUsd, totalMs, thumbsUp, thumbsDown } = written;
  const thumbs = thumbsUp + thumbsDown;
  return (
    <>
      <Fact name="Thumbs">{thumbs === 0 ? 'None' : `${thumbsUp} up, ${thumbsDown} down`}</Fact>
      <Fact name="Class of question">{taskClassNames[taskClass]}</Fact>
      <Fact name="Written by">{`${servedByNames[servedBy]}, ${momentText(at)}`}</Fact>
      <Fact name="Each hit saves">{`${usdText(costUsd)} and up to ${durationText(totalMs)}`}</Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
