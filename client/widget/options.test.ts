import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('options of the widget', () => {
  it('have defaults', () => {
    expect(readOptions('', 'fr-FR')).toEqual({
      site: 'default',
      locale: 'fr-FR',
      color: '#0f766e',
      title: null,
      suggestions: [],
      theme: 'auto',
      host: null,
    });
  });

  it('take what the script tag says', () => {
    const query = new URLSearchParams({
      site: 'outlet',
      locale: 'de_CH',
      color: '#c00',
      suggestions: ' Where? | When? ||',
      theme: 'dark',
      host: 'https://shop.example/cart',
    });
    expect(readOptions(`?${query}`, 'en')).toMatchObject({
      site: 'outlet',
      locale: 'de-CH',
      color: '#c00',
      suggestions: ['Where?', 'When?'],
      theme: 'dark',
      host: 'https://shop.example',
    });
  });

  it('fall back where something does not fit', () => {
    const options = readOptions('?color=red;x&theme=neon&host=nowhere&locale=%3Cb%3E', 'en');
    expect(options).toMatchObject({ color: '#0f766e', theme: 'auto', host: null, locale: 'en' });
  });
});
