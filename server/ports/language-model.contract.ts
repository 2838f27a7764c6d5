import { beforeAll, describe, expect, test } from 'vitest';
import type { Passage } from './knowledge-store.ts';
import type { LanguageModel, ModelEvent, ModelRequest, Prompt } from './language-model.ts';

/** A passage for tests; only its text and headings matter to a model. */
export function makePassage(id: string, heading: string, text: string): Passage {
  return {
    id,
    documentId: id,
    documentVersion: 1,
    documentTitle: heading,
    heading,
    text,
    contentHash: id,
    ordinal: 0,
    tokens: 20,
    audience: 'public',
    volatility: 'stable',
    locale: 'en',
    site: 'default',
  };
}

/** A prompt over two passages for tests. */
export function makePrompt(question: string, changes: Partial<Prompt> = {}): Prompt {
  return {
    version: 'contract-1',
    system: 'Answer from the numbered passages only and cite them as [n].',
    passages: [
      makePassage(
        'delivery',
        'Delivery costs',
        'Standard delivery costs 4.90 euros. Express delivery costs 12 euros and takes one working day.',
      ),
      makePassage(
        'returns',
        'Returning a bicycle',
        'You can return a bicycle within 30 days of delivery. The refund takes up to 14 days.',
      ),
    ],
    summary: '',
    history: [],
    question,
    standaloneQuestion: question,
    tokens: { system: 14, context: 60, summary: 0, history: 0, question: 10 },
    ...changes,
  };
}

const question = 'How much does express delivery cost?';

interface Outcome {
  events: ModelEvent[];
  text: string;
  error: unknown;
}

async function run(model: LanguageModel, changes: Partial<ModelRequest> = {}): Promise<Outcome> {
  const events: ModelEvent[] = [];
  let error: unknown = null;
  try {
    const request: ModelRequest = {
      prompt: makePrompt(question),
      maxOutputTokens: 200,
      signal: new AbortController().signal,
      ...changes,
    };
    for await (const event of model.stream(request)) events.push(event);
  } catch (reason) {
    error = reason;
  }
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { events, text, error };
}

/** What every language model promises. `makeAdapter` returns one that works and can answer from the prompt's passages. */
export function describeLanguageModelContract(
  name: string,
  makeAdapter: () => LanguageModel | Promise<LanguageModel>,
): void {
  describe(`language model: ${name}`, () => {
    let model: LanguageModel;
    beforeAll(async () => {
      model = await makeAdapter();
    });

    test('names itself and its provider', () => {
      expect(model.id).not.toBe('');
      expect(model.provider).not.toBe('');
    });

    test('answers in pieces and ends with one terminal event', async () => {
      const { events, text, error } = await run(model);
      expect(error).toBeNull();
      expect(text).toContain('12 euros');
      expect(events.length).toBeGreaterThan(3);
      expect(events.filter((event) => event.type === 'end')).toHaveLength(1);
      expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
    });

    test('cites the passage it used by its number', async () => {
      const { text } = await run(model);
      expect(text.match(/\[\d+\]/g)).toEqual(['[1]']);
    });

    test('reports usage in whole tokens or none at all', async () => {
      const { events } = await run(model);
      const end = events.at(-1);
      const usage = end?.type === 'end' ? end.usage : null;
      if (usage === null) return;
      for (const count of Object.values(usage)) {
        expect(Number.isInteger(count) && count >= 0).toBe(true);
      }
      expect(usage.cachedInputTokens).toBeLessThanOrEqual(usage.inputTokens);
    });

    test('stops at the most tokens allowed and says so', async () => {
      const whole = await run(model);
      const short = await run(model, { maxOutputTokens: 4 });
      expect(short.events.at(-1)).toMatchObject({ type: 'end', finishReason: 'length' });
      expect(short.text.length).toBeLessThan(whole.text.length);
    });

    test('goes on from shown text without telling it all again', async () => {
      const shown = 'Express delivery costs 12 euros and takes one';
      const { text, error } = await run(model, { continueFrom: shown });
      expect(error).toBeNull();
      expect(text).not.toContain(shown);
    });

    test('is cancelled before it began', async () => {
      const { events, error } = await run(model, { signal: AbortSignal.abort() });
      expect(events).toEqual([]);
      expect(error).toMatchObject({ code: 'cancelled' });
    });

    test('is cancelled in the middle', async () => {
      const abort = new AbortController();
      const stream = model.stream({
        prompt: makePrompt(question),
        maxOutputTokens: 200,
        signal: abort.signal,
      });
      const iterator = stream[Symbol.asyncIterator]();
      expect((await iterator.next()).value).toMatchObject({ type: 'text' });
      abort.abort();
      await expect(iterator.next()).rejects.toMatchObject({ code: 'cancelled' });
    });

    test('keeps answers given at the same time apart', async () => {
      const [delivery, returns] = await Promise.all([
        run(model),
        run(model, { prompt: makePrompt('Within how many days can I return a bicycle?') }),
      ]);
      expect(delivery.text).toContain('12 euros');
      expect(returns.text).toContain('30 days');
      expect(returns.text).not.toContain('12 euros');
    });
  });
}
