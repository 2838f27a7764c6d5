import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PromptTokens, Receipt } from '../../../../shared/receipt.ts';
import { promptPartNames, servedByNames, taskClassNames } from '../words/names.ts';
import { counted, countText, durationText, shareText, usdText } from '../words/numbers.ts';
import { followUpText } from './follow-up-words.ts';
import { handOffWords } from './hand-off-words.ts';
import { ReceiptAttempts } from './receipt-attempts.tsx';
import { ReceiptBars } from './receipt-bars.tsx';
import { ReceiptSources } from './receipt-sources.tsx';
import {
  cacheWords,
  plainName,
  retrievalWords,
  verdictColors,
  verdictWords,
} from './receipt-words.ts';
import { Facts, Section } from './section.tsx';
import './markdown.css';
import './receipt.css';

interface ReceiptPanelProps {
  receipt: Receipt;
  /** Number of the source to open and bring into view. */
  shownSource?: number | null;
}

/** The proof of one answer: what it rests on, who wrote it, what it cost and how long it took. */
export function ReceiptPanel({ receipt, shownSource = null }: ReceiptPanelProps): ReactNode {
  const { attempts, cache, citations, promptTokens, retrieval, verification } = receipt;
  const verdict = verdictWords[verification.verdict];
  const tokens = Object.entries(promptTokens).filter(([, count]) => count > 0);
  const tokenTotal = tokens.reduce((sum, [, count]) => sum + count, 0);
  const stages = Object.entries(receipt.stagesMs).filter(([, ms]) => ms >= 0.05);
  return (
    <div className="receipt">
      <div className="receipt-title">
        <strong>{servedByNames[receipt.servedBy]}</strong>
        <Badge variant="light" color={verdictColors[verification.verdict]}>
          {verdict.title}
        </Badge>
        {retrieval.degraded ? (
          <Badge variant="light" color="orange">
            Degraded
          </Badge>
        ) : null}
      </div>
      <Figures receipt={receipt} />
      {citations.length === 0 ? null : (
        <Section title="Sources" aside={countText(citations.length)}>
          <ReceiptSources citations={citations} shown={shownSource} />
        </Section>
      )}
      <Section title="Question as understood">
        <p className="receipt-question">{receipt.standaloneQuestion}</p>
        {receipt.followUp === undefined ? null : (
          <p className="receipt-soft">{followUpText(receipt.followUp)}</p>
        )}
        <p className="receipt-soft">{taskClassNames[receipt.taskClass]}</p>
      </Section>
      <Section title="Verification" aside={counted(verification.criticalValues, 'critical value')}>
        <p>{verdict.about}</p>
        {verification.unsupported.length === 0 ? null : (
          <p className="receipt-withheld">
            Held back: {verification.unsupported.map((value) => `“${value}”`).join(', ')}
          </p>
        )}
      </Section>
      {attempts.length === 0 ? null : (
        <Section title="Models tried" aside={countText(attempts.length)}>
          <ReceiptAttempts attempts={attempts} />
        </Section>
      )}
      {tokens.length === 0 ? null : (
        <Section title="Prompt" aside={counted(tokenTotal, 'token')}>
          <ReceiptBars
            bars={tokens.map(([part, count]) => ({
              name: promptPartNames[part as keyof PromptTokens],
              value: count,
              text: countText(count),
            }))}
          />
        </Section>
      )}
      {stages.length === 0 ? null : (
        <Section title="Time by step" aside={durationText(receipt.totalMs)}>
          <ReceiptBars
            bars={stages.map(([stage, ms]) => ({
              name: plainName(stage),
              value: ms,
              text: durationText(ms),
            }))}
          />
        </Section>
      )}
      <Section title="Caches and search">
        <Facts
          facts={[
            ['Exact', cacheWords[cache.exact]],
            ['Semantic', cacheWords[cache.semantic]],
            ['Fragment', cacheWords[cache.fragment]],
            ['Similarity', cache.similarity === undefined ? null : cache.similarity.toFixed(3)],
            ['Not shared', cache.notShared === undefined ? null : plainName(cache.notShared)],
            ['Search', retrievalWords[retrieval.source]],
            ['Index version', countText(retrieval.indexVersion)],
            ['Instructions', receipt.promptVersion],
            ['Tokens counted by', receipt.tokenizer],
            ['Handed off', receipt.handOff === undefined ? null : handOffWords(receipt.handOff)],
          ]}
        />
      </Section>
    </div>
  );
}

/** The four figures that everyone asks for first. */
function Figures({ receipt }: { receipt: Receipt }): ReactNode {
  const { costUsd, referenceCostUsd } = receipt;
  const saved = referenceCostUsd > 0 ? 1 - costUsd / referenceCostUsd : null;
  return (
    <dl className="receipt-figures">
      <div>
        <dt>First words</dt>
        <dd>{durationText(receipt.ttftMs)}</dd>
      </div>
      <div>
        <dt>Whole answer</dt>
        <dd>{durationText(receipt.totalMs)}</dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd>{usdText(costUsd)}</dd>
      </div>
      <div>
        <dt>With the reference model</dt>
        <dd>
          {usdText(referenceCostUsd)}
          {saved !== null && saved >= 0 ? (
            <span className="receipt-saved">{shareText(saved)} saved</span>
          ) : null}
        </dd>
      </div>
    </dl>
  );
}
