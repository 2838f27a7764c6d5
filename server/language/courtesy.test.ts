import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCourtesy } from './courtesy.ts';

describe('a message without its courtesies', () => {
  it.each([
    ['Hi, how long can I return a helmet?', 'how long can I return a helmet?'],
    ['Hello! how much is it Thanks!', 'how much is it'],
    ['hey there how do I pause my plan', 'how do I pause my plan'],
    ['Good morning team - where is your shop?', 'where is your shop?'],
    ['Quick question: do you ship to Austria?', 'do you ship to Austria?'],
    [
      'Hi! Just a quick question, do you ship to Austria? Thank you so much!',
      'do you ship to Austria?',
    ],
    ['How much is plan M? Many thanks in advance 🙏', 'How much is plan M?'],
    ['Can you send me the invoice, please?', 'Can you send me the invoice?'],
    ['Hallo zusammen, was kostet der Versand? Vielen Dank!', 'was kostet der Versand?'],
    ['Guten Tag, kurze Frage: wann habt ihr offen? Danke im Voraus', 'wann habt ihr offen?'],
    ['how much is plan M lol', 'how much is plan M'],
    ['umm, where is your shop mate?', 'where is your shop?'],
    ['can i return it asap, thx', 'can i return it'],
    ['👋🏽 hey how much is express', 'how much is express'],
    ['Bonjour, combien coûte la livraison ? Merci beaucoup', 'combien coûte la livraison ?'],
    ['Hola, ¿cuánto cuesta el envío? Muchas gracias', '¿cuánto cuesta el envío?'],
    ['Buongiorno, una domanda veloce: quanto costa? Grazie mille', 'quanto costa?'],
  ])('%j is %j', (message, asked) => {
    expect(withoutCourtesy(message)).toBe(asked);
  });

  it.each([
    'Hi',
    'Thanks!',
    'Hello Kitty helmets, do you have them?',
    'Can I bring a mate?',
    'Is there a discount for my buddy',
    'Well water in the tyres, is that a case?',
    'Where do I send a thank you',
    'Can I add a card to say thanks',
    'Question marks on my invoice, why?',
    'Is the gift card for thank you notes free?',
    'Does the Hi-Fi mount fit?',
    'How do I say no thanks to the upgrade?',
  ])('leaves %j as it is', (message) => {
    expect(withoutCourtesy(message)).toBe(message);
  });

  it('takes away nothing more when asked again, and never everything', () => {
    const words = [
      'hi',
      'hello,',
      'quick question:',
      'how',
      'is',
      'it',
      'thanks',
      'please',
      '!',
      '?',
    ];
    const message = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(message, (parts) => {
        const once = withoutCourtesy(parts.join(' '));
        expect(once).not.toBe('');
        expect(withoutCourtesy(once)).toBe(once);
      }),
    );
  });
});
