import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerUses } from './answer-uses.ts';
import type { ConversationStore } from './conversation-store.ts';
import { Day } from './metrics-scenario.testing.ts';

export interface AnswerUsesAdapter {
  uses: AnswerUses;
  store: ConversationStore;
  close(): Promise<void>;
}

export function describeAnswerUsesContract(
  name: string,
  makeAdapter: () => Promise<AnswerUsesAdapter>,
): void {
  describe(`answer uses: ${name}`, () => {
    let adapter: AnswerUsesAdapter;
    beforeAll(async () => {
      adapter = await makeAdapter();
    });
    afterAll(() => adapter.close());

    it('counts hits of both tiers, and thumbs on the answer and on each repetition', async () => {
      const talk = await new Day(adapter.store, 1).begin();
      const original = await talk.turn(0);
      const cache = { fragment: 'skipped', answeredBy: original.id } as const;
      const exact = { servedBy: 'exact', cache: { ...cache, exact: 'hit', semantic: 'skipped' } };
      const semantic = {
        servedBy: 'semantic',
        cache: { ...cache, exact: 'miss', semantic: 'hit' },
      };
      const repeated = await talk.turn(2, exact as never);
      await talk.turn(4, semantic as never);
      await talk.thumb(original, 'up');
      await talk.thumb(repeated, 'down');
      expect(await adapter.uses.of([original.id, randomUUID()])).toEqual(
        new Map([[original.id, { exactHits: 1, semanticHits: 1, thumbsUp: 1, thumbsDown: 1 }]]),
      );
    });

    it('takes no shared generation for a hit', async () => {
      const talk = await new Day(adapter.store, 2).begin();
      const original = await talk.turn(0);
      const cache = { exact: 'miss', semantic: 'miss', fragment: 'miss', answeredBy: original.id };
      await talk.turn(2, { servedBy: 'small', cache } as never);
      expect(await adapter.uses.of([original.id])).toEqual(new Map());
    });

    it('knows nothing of nothing', async () => {
      expect(await adapter.uses.of([])).toEqual(new Map());
    });
  });
}
