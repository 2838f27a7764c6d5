import { describe, expect, it } from 'vitest';
import { splitFrontMatter } from './front-matter.ts';

const messageOf = (text: string): string => {
  try {
    splitFrontMatter(text);
  } catch (error) {
    expect(error).toMatchObject({ code: 'document-damaged' });
    return error instanceof Error ? error.message : '';
  }
  return 'taken';
};

describe('front matter', () => {
  it('is split from the text, with all its fields', () => {
    const text = `---
id: plan-s
title: "Plan: S"
audience: internal
volatility: volatile
updated: 2026-10-01
locale: de
site: shop
url: https://shop.example/plans
---
Text.`;
    expect(splitFrontMatter(text)).toEqual({
      frontMatter: {
        id: 'plan-s',
        title: 'Plan: S',
        audience: 'internal',
        volatility: 'volatile',
        updated: '2026-10-01',
        locale: 'de',
        site: 'shop',
        url: 'https://shop.example/plans',
      },
      body: 'Text.',
    });
  });

  it.each([
    ['none', 'Text.', 'Text.'],
    ['an empty one', '---\n---\nText.', 'Text.'],
    ['only fields of other systems', '---\ntags: [a]\ndate: 2026\n---\nText.', 'Text.'],
    ['rules around a paragraph', '---\nA paragraph.\n---\nText.', '---\nA paragraph.\n---\nText.'],
    ['a rule further down', 'Text.\n\n---\nid: x\n---\n', 'Text.\n\n---\nid: x\n---\n'],
  ])('may be missing or say nothing: %s', (_, text, body) => {
    expect(splitFrontMatter(text)).toEqual({ frontMatter: {}, body });
  });

  it.each([
    ['id', 'id: Plan S!'],
    ['id', 'id: ../secret'],
    ['title', 'title: ""'],
    ['title', 'title: [a, b]'],
    ['audience', 'audience: everyone'],
    ['audience', 'audience:'],
    ['volatility', 'volatility: high'],
    ['updated', 'updated: yesterday'],
    ['updated', 'updated: 2026-02-31'],
    ['url', 'url: javascript:alert(1)'],
  ])('is refused by the name of the field that is wrong: "%s" in %s', (field, line) => {
    expect(messageOf(`---\n${line}\n---\nText.`)).toContain(`"${field}" is wrong`);
  });

  it.each([
    ['audiance', 'audience'],
    ['Audience', 'audience'],
    ['audence', 'audience'],
    ['auddience', 'audience'],
    ['audeince', 'audience'],
    ['volatilty', 'volatility'],
    ['ID', 'id'],
  ])('is refused for a misspelt field, so that nothing internal gets out: %s', (given, meant) => {
    expect(messageOf(`---\n${given}: internal\n---\nText.`)).toBe(
      `The front matter's "${given}" is unknown; is "${meant}" meant?`,
    );
  });

  it('is refused when it is never closed, or no YAML', () => {
    expect(messageOf('---\naudience: internal\n\nText.')).toContain('no closing line');
    expect(messageOf('---\ntitle: "a\n---\nText.')).toContain('not valid YAML');
  });

  it('does not unfold aliases without end', () => {
    const layers = Array.from({ length: 12 }, (_, at) => {
      const inner = at === 0 ? 'x' : `*l${at - 1}`;
      return `l${at}: &l${at} [${Array(9).fill(inner).join(', ')}]`;
    });
    expect(messageOf(`---\n${layers.join('\n')}\n---\nText.`)).toContain('not valid YAML');
  });
});
