import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../shared/conversation.ts';
import { Customer } from '../harness/customer.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile } from '../harness/models-file.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

const customers = 50;

let simulator: Simulator;
let folder: string;
let settings: Record<string, string>;
let deskhand: DeskhandProcess;

beforeAll(async () => {
  // Slow enough that every answer is under way when the server is killed.
  simulator = await startSimulator({
    models: [{ id: '*', firstTokenMs: 300, tokensPerSecond: 8 }],
  });
  folder = await mkdtemp(join(tmpdir(), 'deskhand-crash-'));
  const models = join(folder, 'models.yaml');
  await writeFile(models, modelsFile(simulator.url));
  settings = { MODELS_FILE: models };
  deskhand = await startDeskhandProcess({ dataFolder: join(folder, 'data'), settings });
}, 120_000);

afterAll(async () => {
  await deskhand.close();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

it('loses no acknowledged message and answers every customer when it is killed during 50 answers', {
  timeout: 240_000,
}, async () => {
  const opened = await Promise.all(
    Array.from({ length: customers }, () => Customer.open(deskhand.url)),
  );
  const asked = await Promise.all(
    opened.map(async (customer, index) => {
      const clientMessageId = randomUUID();
      const text = `How long can I return a bike, and who pays for that? (${index})`;
      const ack = await customer.send(text, clientMessageId);
      expect(ack.ok).toBe(true);
      return { customer, clientMessageId, text };
    }),
  );
  await Promise.all(
    opened.map((customer) =>
      customer.until(() => customer.events.find(({ event }) => event.type === 'answer-start')),
    ),
  );

  await deskhand.kill();
  deskhand = await startDeskhandProcess({
    dataFolder: join(folder, 'data'),
    settings,
    port: deskhand.port,
  });

  for (const { customer, clientMessageId, text } of asked) {
    const { token, conversationId } = customer;
    customer.close();
    const back = await Customer.open(deskhand.url, { token, conversationId });
    const messages = (): Message[] => {
      const stored = back.first.kind === 'snapshot' ? back.first.messages : [];
      const arrived = back.events.flatMap(({ event }) =>
        event.type === 'answer-end' ? [event.message] : [],
      );
      return [...stored, ...arrived];
    };
    const question = messages().filter((message) => message.clientMessageId === clientMessageId);
    expect(question.map((message) => message.text)).toEqual([text]);
    const answer = await back.until(
      () => messages().find((message) => message.inReplyTo === question[0]?.id),
      120_000,
    );
    expect(answer.text).not.toBe('');
    expect(answer.answerStatus).not.toBe('failed');
    // Sent again, as a client does that never saw the acknowledgement, it is stored and answered only once.
    const again = await back.send(text, clientMessageId);
    expect(again).toMatchObject({ ok: true, value: { messageId: question[0]?.id } });
    back.close();
  }
});
