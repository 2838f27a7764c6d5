import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRule, ModelScript } from '../../../e2e/simulator/script.ts';
import { type Simulator, startSimulator } from '../../../e2e/simulator/simulator.ts';
import { makePrompt } from '../../ports/language-model.contract.ts';
import type { ModelEvent, Prompt } from '../../ports/language-model.ts';
import { renderMessages } from './messages.ts';
import { OpenAiModel } from './model.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function ask(
  faults: FaultRule[] = [],
  script: Partial<ModelScript> = {},
  prompt: Prompt = makePrompt('How much does express delivery cost?'),
) {
  const simulator = await startSimulator({ models: [{ id: 'm', ...script }], faults });
  open.push(simulator);
  const model = new OpenAiModel({ id: 'm', provider: 's', model: 'm', baseUrl: simulator.url });
  const { signal } = new AbortController();
  const events: ModelEvent[] = [];
  let error: unknown = null;
  try {
    for await (const event of model.stream({ prompt, maxOutputTokens: 100, signal })) {
      events.push(event);
    }
  } catch (reason) {
    error = reason;
  }
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { events, text, error, simulator };
}

describe('an OpenAI-compatible model', () => {
  it('reports the usage that the provider bills', async () => {
    const { events, simulator } = await ask();
    const bill = simulator.bill().m;
    expect(events.at(-1)).toMatchObject({
      type: 'end',
      usage: {
        inputTokens: bill?.inputTokens,
        outputTokens: bill?.outputTokens,
        cachedInputTokens: 0,
      },
    });
  });

  it('reports no usage where the provider gives none', async () => {
    const { events } = await ask([], { reportsUsage: false });
    expect(events.at(-1)).toMatchObject({ type: 'end', usage: null });
  });

  it('passes log-probabilities on', async () => {
    const { events } = await ask();
    expect(events[0]).toMatchObject({ type: 'text', logProbability: expect.any(Number) });
  });

  it.each([
    [{ kind: 'rate-limit', retryAfterMs: 1500 }, 'model-rate-limited', true],
    [{ kind: 'server-error', status: 500 }, 'model-unavailable', true],
    [{ kind: 'server-error', status: 401 }, 'model-unavailable', false],
    [{ kind: 'reset' }, 'model-unavailable', true],
    [{ kind: 'cut', afterTokens: 3 }, 'model-unavailable', true],
    [{ kind: 'cut-clean', afterTokens: 3 }, 'model-unavailable', true],
    [{ kind: 'malformed', afterTokens: 3 }, 'model-malformed', true],
    [{ kind: 'error-event', afterTokens: 3 }, 'model-unavailable', true],
  ] as const)('turns %o into %s', async (fault, code, retryable) => {
    const { error } = await ask([{ fault }]);
    expect(error).toMatchObject({ code, retryable });
  });

  it('says when to come back', async () => {
    const { error } = await ask([{ fault: { kind: 'rate-limit', retryAfterMs: 1500 } }]);
    expect(error).toMatchObject({ retryAfterMs: 1500 });
  });

  it('gives what came before a cut', async () => {
    const { text } = await ask([{ fault: { kind: 'cut', afterTokens: 3 } }]);
    expect('Express delivery costs 12 euros'.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(0);
  });

  it('ends with content-filter where the provider stopped the answer', async () => {
    const { events } = await ask([{ fault: { kind: 'content-filter', afterTokens: 0 } }]);
    expect(events).toMatchObject([{ type: 'end', finishReason: 'content-filter' }]);
  });
});

describe('what it says of having sent a request', () => {
  async function sent(abortAfter: (chunks: number) => boolean) {
    const simulator = await startSimulator({ models: [{ id: 'm', firstTokenMs: 20 }] });
    open.push(simulator);
    const model = new OpenAiModel({ id: 'm', provider: 's', model: 'm', baseUrl: simulator.url });
    const abort = new AbortController();
    let times = 0;
    const events = model.stream({
      prompt: makePrompt('How much does express delivery cost?'),
      maxOutputTokens: 100,
      signal: abort.signal,
      onSent: () => {
        times += 1;
      },
    });
    const all = (async () => {
      let count = 0;
      for await (const _ of events) if (abortAfter(++count)) abort.abort();
    })().catch(() => {});
    if (abortAfter(0)) abort.abort();
    await all;
    return { times, charged: simulator.bill().m?.inputTokens ?? 0 };
  }

  it('is said once of one that was answered, to the end or not', async () => {
    for (const abortAfter of [() => false, (count: number) => count === 2]) {
      const { times, charged } = await sent(abortAfter);
      expect(times).toBe(1);
      expect(charged).toBeGreaterThan(0);
    }
  });

  it('is not said of one that was given up before it left', async () => {
    expect(await sent((count) => count === 0)).toEqual({ times: 0, charged: 0 });
  });
});

describe('its messages', () => {
  const prompt = makePrompt('and express?', {
    standaloneQuestion: 'How much does express delivery cost?',
    summary: 'Earlier the customer asked:\n- about brakes',
    history: [
      { role: 'customer', text: 'What does delivery cost?' },
      { role: 'assistant', text: '4.90 euros [1].' },
    ],
  });

  it('put what two turns share first', () => {
    const messages = renderMessages(prompt);
    expect(messages.map((message) => message.role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    const system = String(messages[0]?.content);
    const parts = [prompt.system, '[1] ', '[2] ', prompt.summary].map((part) =>
      system.indexOf(part),
    );
    expect(parts).toEqual(parts.toSorted((left, right) => left - right));
    expect(parts[0]).toBe(0);
  });

  it('ask the follow-up with what it means', () => {
    expect(renderMessages(prompt).at(-1)?.content).toBe(
      'and express?\n\n(How much does express delivery cost?)',
    );
  });

  it('show the model what the customer has seen, to go on from', () => {
    const messages = renderMessages(prompt, 'Express delivery costs 12 euros and');
    expect(messages.at(-2)).toEqual({
      role: 'assistant',
      content: 'Express delivery costs 12 euros and',
    });
    expect(messages.at(-1)?.content).toContain('"delivery costs 12 euros and"');
  });
});
