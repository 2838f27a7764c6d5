import { Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Citation, ModelAttempt, Receipt } from '../../../shared/receipt.ts';
import { countText, durationText, usdText } from '../../kit/staff/words/numbers.ts';
import { DataTable } from '../parts/data-table.tsx';
import { right } from '../parts/figure-cell.tsx';
import { SourceList } from '../parts/source-list.tsx';
import { attemptRows, receiptFacts, receiptSummary, stageTimes } from './receipt-facts.ts';

/** The receipt of an answer: one line, all of it when opened. */
export function ReceiptView({ receipt }: { receipt: Receipt }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="admin-receipt" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <span className="admin-receipt-line">
          <strong>Receipt</strong>
          {receiptSummary(receipt).map((part) => (
            <span key={part}>{part}</span>
          ))}
        </span>
      </summary>
      {isOpen ? <Whole receipt={receipt} /> : null}
    </details>
  );
}

function Whole({ receipt }: { receipt: Receipt }): ReactNode {
  return (
    <div className="admin-receipt-whole">
      <dl className="admin-facts">
        {receiptFacts(receipt).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Attempts attempts={receipt.attempts} />
      <Stages receipt={receipt} />
      <Sources citations={receipt.citations} />
    </div>
  );
}

function Attempts({ attempts }: { attempts: readonly ModelAttempt[] }): ReactNode {
  if (attempts.length === 0) return null;
  return (
    <section>
      <h2>Models tried</h2>
      <DataTable
        caption="Models tried"
        minWidth={680}
        columns={[
          'Model',
          'Why',
          'Outcome',
          right('Tokens in'),
          right('Cached'),
          right('Out'),
          right('First token'),
          right('Cost'),
        ]}
      >
        {attemptRows(attempts).map(({ key, attempt, reason, outcome }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={500}>
              {attempt.model}{' '}
              <Text span size="xs" c="dimmed">
                {attempt.provider}
              </Text>
            </Table.Th>
            <Table.Td>{reason}</Table.Td>
            <Table.Td>{outcome}</Table.Td>
            <Table.Td ta="right">
              {countText(attempt.inputTokens)}
              {attempt.usageEstimated ? ' (estimated)' : ''}
            </Table.Td>
            <Table.Td ta="right">{countText(attempt.cachedInputTokens)}</Table.Td>
            <Table.Td ta="right">{countText(attempt.outputTokens)}</Table.Td>
            <Table.Td ta="right">{durationText(attempt.ttftMs)}</Table.Td>
            <Table.Td ta="right">{usdText(attempt.costUsd)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </section>
  );
}

function Stages({ receipt }: { receipt: Receipt }): ReactNode {
  const stages = stageTimes(receipt);
  const longest = stages[0]?.ms ?? 0;
  if (longest === 0) return null;
  return (
    <section>
      <h2>Where the time went</h2>
      <ul className="admin-stages">
        {stages.map(({ name, ms, text }) => (
          <li key={name}>
            <span>{name}</span>
            <i aria-hidden="true">
              <b style={{ width: `${Math.max(1, (ms / longest) * 100)}%` }} />
            </i>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({ citations }: { citations: readonly Citation[] }): ReactNode {
  if (citations.length === 0) return null;
  return (
    <section>
      <h2>Sources</h2>
      <SourceList citations={citations} />
    </section>
  );
}
