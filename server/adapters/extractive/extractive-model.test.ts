import { afterAll, describe, expect, test } from 'vitest';
import { DeskhandError } from '../../errors.ts';
import { passageOf } from '../../knowledge/retrieval/passages.testing.ts';
import type { Embedder } from '../../ports/embedder.ts';
import type { Passage } from '../../ports/knowledge-store.ts';
import type { LanguageModel, ModelRequest, Prompt } from '../../ports/language-model.ts';
import { abstention } from '../../quality/abstention.ts';
import { startOnnxReader } from '../onnx/onnx-reader.ts';
import { createExtractiveModel } from './extractive-model.ts';

const shipping = passageOf(
  'shipping.1',
  'Shipping',
  `Orders leave our warehouse every working day.

| Country | Standard | Express |
|---|---|---|
| Austria | €6.90, 3 days | €14.90, 1 day |
| Norway | €24.00, 7 days | €49.00, 3 days |
| Spain | €9.90, 5 days | €19.90, 2 days |

Parcels are insured up to **€500**.`,
);

const returns = passageOf(
  'returns.1',
  'Returns',
  `You can send a bicycle back within 30 days. It must be unused. To return it you need:

- the order number
- the original packaging
- proof of identity for bicycles above €2,000

The label is paid by us.`,
);

const opening = passageOf(
  'opening.1',
  'Opening hours',
  'The workshop is open from 9:00 to 18:00. On Sundays it is closed. Call +44 20 7946 0018 for an appointment.',
);

function promptOf(question: string, passages: Passage[], more: Partial<Prompt> = {}): Prompt {
  return {
    version: 'test',
    system: '',
    passages,
    summary: '',
    history: [],
    question,
    standaloneQuestion: question,
    answerable: 0.9,
    locale: 'en',
    tokens: { system: 0, context: 0, summary: 0, history: 0, question: 0 },
    ...more,
  };
}

async function answer(
  prompt: Prompt,
  {
    model = createExtractiveModel(),
    ...more
  }: Partial<ModelRequest> & { model?: LanguageModel } = {},
) {
  const signal = new AbortController().signal;
  const pieces: string[] = [];
  let abstained: boolean | undefined;
  let finishReason = '';
  for await (const event of model.stream({ prompt, maxOutputTokens: 300, signal, ...more })) {
    if (event.type === 'text') pieces.push(event.text);
    else ({ abstained, finishReason } = event);
  }
  return { text: pieces.join(''), pieces, abstained, finishReason };
}

describe('the extractive model', () => {
  const all = [returns, opening, shipping];

  test('quotes the sentence that answers, with its passage', async () => {
    const { text, abstained, finishReason } = await answer(
      promptOf('How many days do I have to send a bicycle back?', all),
    );
    expect(text).toContain('You can send a bicycle back within 30 days [1].');
    expect(abstained).toBe(false);
    expect(finishReason).toBe('stop');
  });

  test.each([
    ['How much is express shipping to Norway?', '€49.00', ['€14.90', '€19.90']],
    ['What does standard shipping to Spain cost?', '€9.90', ['€6.90', '€24.00']],
  ])('gives the right row of a table: %s', async (question, right, wrong) => {
    const { text } = await answer(promptOf(question, all));
    expect(text).toContain(right);
    expect(text).toContain('[3]');
    for (const value of wrong) expect(text).not.toContain(value);
  });

  test('names the columns of a row', async () => {
    const { text } = await answer(promptOf('Shipping to Austria?', all));
    expect(text).toContain('Austria: Standard €6.90, 3 days; Express €14.90, 1 day [3].');
  });

  test('gives the whole list where its lead is what was asked for', async () => {
    const { text } = await answer(promptOf('What do I need to return it?', [returns]));
    expect(text).toContain('the order number');
    expect(text).toContain('the original packaging');
    expect(text).toContain('proof of identity for bicycles above €2,000');
  });

  test('takes along the sentence that a quoted one points back to', async () => {
    const { text } = await answer(promptOf('Must it be unused?', [returns]));
    expect(text).toContain(
      'You can send a bicycle back within 30 days [1]. It must be unused [1].',
    );
  });

  test('quotes without markup', async () => {
    const { text } = await answer(promptOf('Are parcels insured?', all));
    expect(text).toContain('Parcels are insured up to €500 [3].');
  });

  test('gives a phone number when asked to call', async () => {
    const { text } = await answer(
      promptOf('Which phone number can I call for an appointment?', all),
    );
    expect(text).toContain('+44 20 7946 0018');
  });

  test('comes in small pieces', async () => {
    const { pieces } = await answer(promptOf('When is the workshop open?', all));
    expect(pieces.length).toBeGreaterThan(5);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(20);
  });

  test('says that it does not know when the passages speak of something else', async () => {
    const { text, abstained } = await answer(
      promptOf('Do you repair helicopter engines?', [opening], { answerable: undefined }),
    );
    expect(text).toBe(abstention('en'));
    expect(abstained).toBe(true);
  });

  test('says that it does not know when retrieval finds an answer unlikely', async () => {
    const prompt = promptOf('When is the workshop open?', all, { answerable: 0.05 });
    expect(await answer(prompt)).toMatchObject({ text: abstention('en'), abstained: true });
  });

  test('says so in the language of the customer, and without any passage', async () => {
    const prompt = promptOf('Wo ist mein Rad?', [], { locale: 'de-AT' });
    expect(await answer(prompt)).toMatchObject({ text: abstention('de'), abstained: true });
  });

  test('does not repeat what was already shown', async () => {
    const prompt = promptOf('How many days do I have to send a bicycle back?', all);
    const { text } = await answer(prompt);
    const shown = text.slice(0, 20);
    const rest = await answer(prompt, { continueFrom: shown });
    expect(shown + rest.text).toBe(text);
  });

  test('ends as cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(
      answer(promptOf('When is the workshop open?', all), { signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('answers by words alone when the embedder is down', async () => {
    const embedder: Embedder = {
      modelId: 'none',
      dimensions: 2,
      embed: () => Promise.reject(new DeskhandError('embedder-unavailable')),
      close: async () => {},
    };
    const model = createExtractiveModel({ embedder });
    const { text } = await answer(promptOf('When is the workshop open?', all), { model });
    expect(text).toContain('9:00 to 18:00');
  });
});

describe('the extractive model with a reader', () => {
  const reader = startOnnxReader();
  const model = createExtractiveModel({ reader });
  afterAll(() => reader.close());

  test('quotes the sentence that answers, whatever words it shares with others', async () => {
    const asked = 'Which papers do I need when I bring back a bicycle that cost 3,000 euros?';
    const { text } = await answer(promptOf(asked, [opening, shipping, returns]), { model });
    expect(text).toContain('proof of identity for bicycles above €2,000');
    expect(text).not.toContain('20 7946');
  });

  test('still answers by words and meaning where the reader is gone', async () => {
    const gone = startOnnxReader();
    await gone.close();
    const { text } = await answer(promptOf('How many days to send a bicycle back?', [returns]), {
      model: createExtractiveModel({ reader: gone }),
    });
    expect(text).toContain('within 30 days [1].');
  });
});
