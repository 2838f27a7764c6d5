import { describe, expect, it } from 'vitest';
import { conversationRateNames, rateNameSchema } from '../../../shared/admin-protocol.ts';
import { readRangeChoice } from '../range/time-range.ts';
import {
  type Behind,
  behindTitle,
  conversationsPath,
  numberLabel,
  onlyWords,
  readBehind,
  readOnly,
} from './conversation-links.ts';

const week = readRangeChoice(new URLSearchParams('range=7d'));
const queryOf = (path: string) => new URLSearchParams(path.split('?')[1]);

describe('the link from a number to its conversations', () => {
  it('leads to the same rate, side and range', () => {
    for (const rate of rateNameSchema.options) {
      for (const side of ['numerator', 'remainder'] as const) {
        const query = queryOf(conversationsPath(week, { rate, side }));
        expect(readBehind(query)).toEqual({ rate, side });
        expect(readRangeChoice(query)).toEqual(week);
      }
    }
  });

  it('keeps the class of question and the model', () => {
    const only = { taskClass: 'multi-step', model: 'large' } as const;
    const query = queryOf(conversationsPath(week, null, only));
    expect(readOnly(query)).toEqual(only);
    expect(onlyWords(only)).toEqual(['class Several steps or complaint', 'model large']);
    expect(readOnly(new URLSearchParams('class=nonsense&model='))).toEqual({});
    expect(onlyWords({})).toEqual([]);
  });

  it('shows all conversations without a rate or with one that does not exist', () => {
    expect(readBehind(queryOf(conversationsPath(week)))).toBeNull();
    expect(readBehind(new URLSearchParams('behind=nonsense'))).toBeNull();
  });

  it('says what the number counts', () => {
    const side = 'numerator';
    expect(numberLabel({ rate: 'handed-off', side }, 6)).toBe(
      'Conversations that were handed off: 6',
    );
    expect(numberLabel({ rate: 'exact-hit', side }, 15)).toBe(
      '15 answers. Conversations with an exact hit',
    );
    expect(numberLabel({ rate: 'satisfied', side }, 1)).toBe(
      '1 thumb. Conversations with a thumbs up',
    );
  });

  it('gives every list a heading of its own', () => {
    const titles = conversationRateNames.flatMap((rate) =>
      (['numerator', 'remainder'] as const).map((side) => behindTitle({ rate, side } as Behind)),
    );
    expect(new Set(titles).size).toBe(titles.length);
  });
});
