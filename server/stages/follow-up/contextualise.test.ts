import { describe, expect, it } from 'vitest';
import { contextualise } from './contextualise.ts';

const history = [
  { role: 'customer' as const, text: 'How much is standard delivery to Austria?' },
  { role: 'assistant' as const, text: 'It costs 6.90 EUR [1].' },
];

const pastOf = (earlier: string) => [{ text: earlier, standaloneQuestion: earlier }];
const past = pastOf('How much is standard delivery to Austria?');

describe('contextualise', () => {
  it('leaves the first question of a conversation as it is', () => {
    expect(contextualise('and for express?', [], [])).toMatchObject({
      kind: 'standalone',
      question: 'and for express?',
    });
  });

  it('leaves a question that stands alone as it is', () => {
    expect(contextualise('Do you sell helmets?', past, history).kind).toBe('standalone');
  });

  it('is what was asked, without greeting and thanks', () => {
    const asked = 'Do you sell helmets?';
    expect(contextualise(`Hi, ${asked} Thanks!`, past, history)).toEqual({
      kind: 'standalone',
      text: asked,
      question: asked,
    });
    expect(contextualise('Hello! And for express?', past, history)).toMatchObject({
      kind: 'follow-up',
      text: 'And for express?',
    });
  });
});

describe('a follow-up that names another thing', () => {
  it.each([
    [
      'And to Belgium?',
      'What does delivery to Austria cost?',
      'What does delivery to Belgium cost?',
    ],
    ['and the M one?', 'How much is Quillcare S?', 'How much is Quillcare M?'],
    ['and the M one?', 'Until when can I cancel plan S?', 'Until when can I cancel plan M?'],
    ['What about the 625 one?', 'What does the 400 weigh?', 'What does the 625 weigh?'],
    ['and the one in Munich?', 'Where is the Graz workshop?', 'Where is the Munich workshop?'],
    ['and plan L?', 'Can I pause plan M?', 'Can I pause plan L?'],
    ['and the Glim 80?', 'How bright is the Glim 40?', 'How bright is the Glim 80?'],
    ['und Plan L?', 'Was kostet Plan M?', 'Was kostet Plan L?'],
    [
      'und nach Belgien?',
      'Was kostet der Versand nach Österreich?',
      'Was kostet der Versand nach Belgien?',
    ],
    [
      'et pour la Belgique ?',
      'Combien coûte la livraison pour la France ?',
      'Combien coûte la livraison pour la Belgique ?',
    ],
    ['and with a trailer?', 'Can I come with my bike?', 'Can I come with a trailer?'],
    ['and a helmet?', 'How long can I return a bicycle?', 'How long can I return a helmet?'],
    ['and a downgrade?', 'When does an upgrade take effect?', 'When does a downgrade take effect?'],
    ['and a tube?', 'What is a boxed bicycle to Belgium?', 'What is a tube to Belgium?'],
    [
      'and the large one?',
      'What does the standard inspection cost?',
      'What does the large inspection cost?',
    ],
    [
      'and on aluminium ones?',
      'How long is the warranty on carbon frames?',
      'How long is the warranty on aluminium frames?',
    ],
  ])('is the last question about that: %s', (text, earlier, question) => {
    expect(contextualise(text, pastOf(earlier), history)).toEqual({
      kind: 'follow-up',
      text,
      question,
      how: 'exchanged',
    });
  });

  it.each([
    ['And for 36?', 'Is 24 or 12 months cheaper?'],
    ['and Hamburg?', 'When does Berlin close, and when Cologne?'],
    ['and Hamburg?', 'When do you close on Saturday?'],
    ['and a jacket?', 'Can I return a bicycle with a scratch?'],
    ['and the large one?', 'Is the front seat or the rear seat cheaper?'],
    ['and plan L?', 'Is there a plan for two bikes?'],
    ['and bicycles?', 'When are parcels ready for collection?'],
  ])('stands before the last question where it is not sure which: %s', (text, earlier) => {
    expect(contextualise(text, pastOf(earlier), history)).toMatchObject({
      question: `${text} ${earlier}`,
      how: 'joined',
    });
  });
});

describe('a follow-up that asks something of its own', () => {
  it.each([
    [
      'how long does it take?',
      'What does standard delivery to Austria cost?',
      'standard delivery to Austria: how long does it take?',
    ],
    ['and is there a minimum term?', 'How much is plan M?', 'plan M: is there a minimum term?'],
    ['is that with tax?', 'What does plan S cost a month?', 'plan S: is that with tax?'],
    ['until when?', 'Can I cancel a repair?', 'cancel a repair: until when?'],
    [
      'und wie lange dauert das?',
      'Was kostet der Versand nach Graz?',
      'Versand nach Graz: wie lange dauert das?',
    ],
    [
      'et combien de temps ?',
      'Combien coûte la livraison en Belgique ?',
      'livraison en Belgique: combien de temps ?',
    ],
    [
      'and what does it cost?',
      'delivery to Graz: how long does it take?',
      'delivery to Graz: what does it cost?',
    ],
  ])('asks it of what the last question was about: %s', (text, earlier, question) => {
    expect(contextualise(text, pastOf(earlier), history)).toMatchObject({ question });
  });

  it.each([
    ['what does it cost?', 'Which plan covers two bikes?'],
    ['until when must I order it?', 'I need a tube by tomorrow.'],
  ])(
    'stands behind a question whose answer named the thing, or no question: %s',
    (text, earlier) => {
      expect(contextualise(text, pastOf(earlier), history)).toMatchObject({
        question: `${earlier} ${text}`,
      });
    },
  );
});
