import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../../shared/receipt.ts';
import { attemptRows, receiptFacts, receiptSummary, stageTimes } from './receipt-facts.ts';

const receipt: Receipt = {
  messageId: 'message-2',
  conversationId: 'conversation-1',
  createdAt: '2026-03-01T10:00:00Z',
  servedBy: 'small',
  taskClass: 'faq',
  standaloneQuestion: 'How long is the warranty?',
  attempts: [],
  promptTokens: { system: 120, context: 900, summary: 0, history: 0, question: 8 },
  tokenizer: 'o200k_base',
  costUsd: 0.0002,
  referenceCostUsd: 0.004,
  ttftMs: 412,
  totalMs: 1_300,
  stagesMs: { lookUp: 8, generate: 1_200, screen: 0.01 },
  retrieval: { source: 'hybrid', degraded: false, indexVersion: 12 },
  cache: { exact: 'miss', semantic: 'miss', fragment: 'skipped', notShared: 'personal-data' },
  citations: [],
  promptVersion: 'answer-3',
  verification: { verdict: 'supported', criticalValues: 2, unsupported: [] },
};

const factOf = (name: string, of: Receipt = receipt) =>
  receiptFacts(of).find((fact) => fact.name === name)?.value;

describe('a receipt in words', () => {
  it('says in one line what it cost against the reference', () => {
    expect(receiptSummary(receipt)).toEqual([
      'Small model',
      'first token 412 ms',
      '$0.0002 of $0.004',
      'values supported',
    ]);
  });

  it('lists the parts of the prompt that were there', () => {
    expect(factOf('Prompt tokens')).toBe(
      'instructions 120, passages 900, question 8 (counted by o200k_base)',
    );
    const none = { system: 0, context: 0, summary: 0, history: 0, question: 0 };
    expect(factOf('Prompt tokens', { ...receipt, promptTokens: none })).toMatch(/^none/);
  });

  it('tells why a turn was not shared and what was held back, when it was', () => {
    expect(factOf('Kept out of the caches')).toBe('personal data');
    expect(factOf('Held back')).toBeUndefined();
    const verification = { verdict: 'revised' as const, criticalValues: 1, unsupported: ['€99'] };
    expect(factOf('Held back', { ...receipt, verification })).toBe('€99');
  });

  it('puts the longest stage first', () => {
    expect(stageTimes(receipt).map(({ name, text }) => [name, text])).toEqual([
      ['generate', '1.2 s'],
      ['look up', '8 ms'],
    ]);
  });

  it('says why a model was called and what became of it', () => {
    const attempt = {
      model: 'mini',
      provider: 'p',
      tier: 'small' as const,
      reason: 'hedge' as const,
      outcome: 'failed' as const,
      errorCode: 'model-stalled',
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      usageEstimated: false,
      costUsd: 0,
      ttftMs: null,
      totalMs: 10,
    };
    expect(attemptRows([attempt, attempt])).toMatchObject([
      {
        key: 'attempt-0',
        reason: 'hedge for a slow first token',
        outcome: 'failed: model-stalled',
      },
      { key: 'attempt-1' },
    ]);
  });
});
