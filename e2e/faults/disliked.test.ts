import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheEntriesSchema } from '../../shared/admin-caches.ts';
import { Admin } from '../harness/admin.ts';
import { Customer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';

describe('an answer that a customer dislikes', () => {
  let deskhand: DeskhandProcess;
  let admin: Admin;

  beforeAll(async () => {
    deskhand = await startDeskhandProcess({
      settings: { KNOWLEDGE_FOLDER: join(import.meta.dirname, '../harness/knowledge') },
    });
    await deskhand.vectorsReady;
    admin = await Admin.signIn(deskhand.url);
  }, 120_000);
  afterAll(() => deskhand.close());

  const tiersThatHold = async (words: string): Promise<string[]> => {
    const { entries } = await admin.read(
      `/caches/entries?search=${encodeURIComponent(words)}`,
      cacheEntriesSchema,
    );
    return entries.flatMap(({ tiers }) => tiers).toSorted();
  };

  it('is gone from all tiers, with the search that led to it, by whomever it is disliked', async () => {
    const question = 'How long can I return accessories?';
    const first = await Customer.open(deskhand.url);
    await first.ask(question);
    const all = ['exact', 'fragment', 'semantic'];
    await expect.poll(() => tiersThatHold('accessories')).toEqual(all);

    const second = await Customer.open(deskhand.url);
    const { message } = await second.ask(`Hi, ${question} Thanks!`);
    const { conversationId, socket } = second;
    const ack = await socket.emitWithAck('feedback-give', {
      conversationId,
      messageId: message.id,
      verdict: 'down',
    });
    expect(ack.ok).toBe(true);
    await expect.poll(() => tiersThatHold('accessories')).toEqual([]);
    first.close();
    second.close();
  });
});
