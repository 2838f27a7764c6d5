import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { doesNotKnow } from './answer.ts';
import { inventedTexts } from './inventions.ts';
import type { ChatMessage, FaultRule, ModelScript } from './script.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { countPromptTokens, countTokens } from './tokens.ts';

const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

async function start(models: ModelScript[], faults: FaultRule[] = []) {
  const simulator = await startSimulator({ models, faults });
  open.push(simulator);
  const client = new OpenAI({
    baseURL: simulator.url,
    apiKey: 'none',
    maxRetries: 0,
    logLevel: 'off',
  });
  return { simulator, client };
}

const system = `You help the customers of a shop.

[1] Delivery > Costs
Standard delivery costs 4.90 euros. Express delivery costs 12 euros and takes one day.

[2] Returns > Time
You can return a bicycle within 30 days. The refund takes up to 14 days.`;

function ask(question: string): ChatMessage[] {
  return [
    { role: 'system', content: system },
    { role: 'user', content: question },
  ];
}

function params(model: string, messages: ChatMessage[]) {
  return {
    model,
    messages: messages as OpenAI.Chat.ChatCompletionMessageParam[],
    stream: true as const,
    stream_options: { include_usage: true },
  };
}

async function collect(client: OpenAI, model: string, messages: ChatMessage[]) {
  const pieces: string[] = [];
  let usage: OpenAI.CompletionUsage | null | undefined;
  let finishReason: string | null | undefined;
  for await (const chunk of await client.chat.completions.create(params(model, messages))) {
    const choice = chunk.choices[0];
    if (choice?.delta.content) pieces.push(choice.delta.content);
    finishReason = choice?.finish_reason ?? finishReason;
    usage = chunk.usage ?? usage;
  }
  return { text: pieces.join(''), pieces, usage, finishReason };
}

describe('the simulated provider', () => {
  it('answers from the passages of the prompt and cites them', async () => {
    const { client } = await start([{ id: 'strong' }]);
    const answer = await collect(client, 'strong', ask('How much does express delivery cost?'));
    expect(answer.text).toBe('Express delivery costs 12 euros and takes one day [1].');
    expect(answer.finishReason).toBe('stop');
  });

  it('calls a customer by the name that stands in the messages', async () => {
    const named = "I'm Ada Quint. How much does express delivery cost?";
    const facts = { [named]: ['12 euros'] };
    const { client } = await start([{ id: 'strong', addressesByName: true, facts }]);
    const answer = await collect(client, 'strong', ask(named));
    expect(answer.text).toMatch(/^Ada Quint, Express delivery/);
    const nameless = await collect(client, 'strong', ask('How much does express delivery cost?'));
    expect(nameless.text).toMatch(/^Express delivery/);
  });

  it('does not know what stands in no passage', async () => {
    const { client } = await start([{ id: 'strong' }]);
    const answer = await collect(client, 'strong', ask('Who won the football championship?'));
    expect(answer.text).toBe(doesNotKnow);
  });

  it('bills what it reports as usage', async () => {
    const { client, simulator } = await start([{ id: 'strong' }]);
    const messages = ask('When can I return a bicycle?');
    const answer = await collect(client, 'strong', messages);
    expect(answer.usage?.prompt_tokens).toBe(countPromptTokens(messages));
    expect(answer.usage?.completion_tokens).toBe(countTokens(answer.text));
    expect(simulator.bill().strong).toMatchObject({
      requests: 1,
      completed: 1,
      inputTokens: answer.usage?.prompt_tokens,
      outputTokens: answer.pieces.length,
    });
  });

  it('counts a repeated prefix as cached', async () => {
    const { client } = await start([{ id: 'strong', promptCacheMinimumTokens: 64 }]);
    const long = { role: 'system', content: system.repeat(8) };
    const first = await collect(client, 'strong', [long, { role: 'user', content: 'Refund?' }]);
    const second = await collect(client, 'strong', [long, { role: 'user', content: 'Express?' }]);
    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    expect(second.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(256);
    expect((second.usage?.prompt_tokens_details?.cached_tokens ?? 1) % 128).toBe(0);
  });

  it('answers without streaming too', async () => {
    const { client } = await start([{ id: 'strong' }]);
    const completion = await client.chat.completions.create({
      model: 'strong',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(completion.choices[0]?.message.content).toBe('Hello! How can I help you?');
    expect(completion.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it('bills an abandoned stream for what it produced', async () => {
    const { client, simulator } = await start([{ id: 'strong', tokensPerSecond: 50 }]);
    const stream = await client.chat.completions.create(
      params('strong', ask('How much does express delivery cost?')),
    );
    let seen = 0;
    for await (const _chunk of stream) if (++seen === 3) break;
    await expect.poll(() => simulator.bill().strong?.aborted).toBe(1);
    expect(simulator.bill().strong?.outputTokens).toBeLessThanOrEqual(4);
    expect(simulator.bill().strong?.outputTokens).toBeGreaterThanOrEqual(3);
  });

  it('goes on from shown text when asked to', async () => {
    const { client } = await start([{ id: 'strong' }]);
    const answer = await collect(client, 'strong', [
      ...ask('How much does express delivery cost?'),
      { role: 'assistant', content: 'Express delivery costs 12' },
      { role: 'user', content: 'Continue. Start with your last words, "delivery costs 12".' },
    ]);
    expect(answer.text).toBe('delivery costs 12 euros and takes one day [1].');
  });

  it('lets a weak model err on the same questions each time', async () => {
    const { client } = await start([{ id: 'weak', errorShare: 1 }]);
    const question = ask('How much does express delivery cost?');
    const first = await collect(client, 'weak', question);
    const second = await collect(client, 'weak', question);
    expect(first.text).not.toBe('Express delivery costs 12 euros and takes one day [1].');
    expect(second.text).toBe(first.text);
  });

  it('embeds deterministically and normalised, in both encodings', async () => {
    const { client } = await start([]);
    const one = await client.embeddings.create({ model: 'e', input: ['brake pads', 'saddle'] });
    const two = await client.embeddings.create({
      model: 'e',
      input: 'brake pads',
      encoding_format: 'float',
    });
    expect(one.data).toHaveLength(2);
    expect(Math.hypot(...(one.data[0]?.embedding ?? []))).toBeCloseTo(1, 5);
    expect(one.data[0]?.embedding.map((value) => value.toFixed(5))).toEqual(
      two.data[0]?.embedding.map((value) => value.toFixed(5)),
    );
  });
});

describe('its faults', () => {
  const question = ask('How much does express delivery cost?');

  it('come by request count and leave the other requests alone', async () => {
    const { client } = await start(
      [{ id: 'strong' }],
      [{ fault: { kind: 'server-error' }, fromRequest: 2, toRequest: 2 }],
    );
    await collect(client, 'strong', question);
    await expect(collect(client, 'strong', question)).rejects.toMatchObject({ status: 503 });
    await collect(client, 'strong', question);
  });

  it('come by chance, the same with the same seed', async () => {
    const outcomes = async (): Promise<boolean[]> => {
      const { client } = await start(
        [{ id: 'strong' }],
        [{ fault: { kind: 'reset' }, probability: 0.5, seed: 7 }],
      );
      const results: boolean[] = [];
      for (let index = 0; index < 12; index++) {
        const done = collect(client, 'strong', question);
        results.push(await done.then(() => true).catch(() => false));
      }
      return results;
    };
    const first = await outcomes();
    expect(new Set(first).size).toBe(2);
    expect(await outcomes()).toEqual(first);
  });

  it('cut a stream after the tokens it billed', async () => {
    const { client, simulator } = await start(
      [{ id: 'strong' }],
      [{ fault: { kind: 'cut', afterTokens: 4 } }],
    );
    await expect(collect(client, 'strong', question)).rejects.toThrow();
    expect(simulator.bill().strong).toMatchObject({ failed: 1, outputTokens: 4 });
  });

  it('tell when to come back', async () => {
    const { client } = await start(
      [{ id: 'strong' }],
      [{ fault: { kind: 'rate-limit', retryAfterMs: 250 } }],
    );
    const error = await collect(client, 'strong', question).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 429 });
    expect((error as { headers: Headers }).headers.get('retry-after-ms')).toBe('250');
  });

  it('work invented values into the answer', async () => {
    const { client } = await start(
      [{ id: 'strong' }],
      [{ fault: { kind: 'invent', values: ['price', 'date', 'percentage', 'phone'] } }],
    );
    const answer = await collect(client, 'strong', question);
    for (const text of Object.values(inventedTexts)) expect(answer.text).toContain(text);
  });

  it('refuse connections while it is down', async () => {
    const { client, simulator } = await start([{ id: 'strong' }]);
    await simulator.goDown();
    await expect(collect(client, 'strong', question)).rejects.toThrow('Connection error');
    await simulator.comeUp();
    expect((await collect(client, 'strong', question)).text).toContain('12 euros');
  });
});
