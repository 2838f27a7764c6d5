import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConversationRecord, conversationRecordSchema } from '../../shared/admin-protocol.ts';
import type { Receipt } from '../../shared/receipt.ts';
import { MetricsPage } from '../bench/metrics-page.ts';
import { Admin } from '../harness/admin.ts';
import { type DeskhandProcess, startDeskhandProcess } from '../harness/deskhand-process.ts';
import { modelsFile, usdOf } from '../harness/models-file.ts';
import { oddMessage, plainQuestion } from '../harness/odd-messages.ts';
import { randomFaults } from '../harness/random-faults.ts';
import { acts, RestlessCustomer, type SentMessage } from '../harness/restless-customer.ts';
import type { EndedAnswer } from '../harness/shown-answers.ts';
import { DocumentSentences } from '../harness/told-from-documents.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

/** Customers in each hour of a day, each with a handful of messages. */
const customersByHour = [1, 1, 1, 1, 1, 2, 3, 5, 7, 9, 10, 10, 8, 9, 10, 9, 8, 7, 6, 6, 5, 4, 3, 2];
const messagesEach = 5;

const knowledgeFolder = join(import.meta.dirname, '../harness/knowledge');

describe('a day of customers, with a fault in every twentieth call', () => {
  let folder: string;
  let simulator: Simulator;
  let deskhand: DeskhandProcess;
  const sent: SentMessage[] = [];
  const unanswered: SentMessage[] = [];
  const ended: EndedAnswer[] = [];
  let records: ConversationRecord[];

  async function customer(place: number): Promise<void> {
    const person = await RestlessCustomer.open(deskhand.url, 'answer-delta');
    for (let count = 0; count < messagesEach; count += 1) {
      const at = place * messagesEach + count;
      const text = at % 2 === 0 ? plainQuestion(at) : oddMessage(at).text;
      await person.say(text, acts[(at * 3 + place) % acts.length] ?? 'wait');
    }
    unanswered.push(...(await person.unanswered(30_000)));
    sent.push(...person.sent);
    ended.push(...person.ended);
    person.close();
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-soak-'));
    simulator = await startSimulator({
      // How much of a call's prompt was cached is not known of one that was cut; generate-soak.test.ts has enough of them alike.
      models: [{ id: '*', firstTokenMs: 20, tokensPerSecond: 150, promptCacheMinimumTokens: 1e6 }],
      faults: randomFaults(40, 2_000),
    });
    await writeFile(join(folder, 'models.yaml'), modelsFile(simulator.url));
    deskhand = await startDeskhandProcess({
      settings: {
        MODELS_FILE: join(folder, 'models.yaml'),
        KNOWLEDGE_FOLDER: knowledgeFolder,
        EVENTS_PER_SECOND: '1000',
        USD_PER_DAY: '1000',
        // The machine's one or two cores are for the turns; what reading does is tested elsewhere.
        READ_PASSAGES: 'false',
        // Answering hits afresh costs money that is on no receipt.
        SHADOW_SHARE: '0',
      },
    });
    await deskhand.vectorsReady;
    let place = 0;
    for (const customers of customersByHour) {
      const places = Array.from({ length: customers }, () => place++);
      await Promise.all(places.map(customer));
    }
    const admin = await Admin.signIn(deskhand.url);
    records = [];
    for (const id of new Set(sent.map(({ conversationId }) => conversationId))) {
      records.push(await admin.read(`/conversations/${id}`, conversationRecordSchema));
    }
  }, 300_000);
  afterAll(async () => {
    await deskhand.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  const stored = () => records.flatMap(({ messages }) => messages);
  const receipts = (): Receipt[] => records.flatMap((record) => Object.values(record.receipts));

  it('leaves no message without an end that its customer saw', () => {
    expect(sent.length).toBeGreaterThan(600);
    expect(unanswered).toEqual([]);
  });

  it('met faults of every kind in about a twentieth of the calls', () => {
    const requests = simulator.requests();
    const struck = requests.filter(({ fault }) => fault !== null);
    expect(new Set(struck.map(({ fault }) => fault)).size).toBeGreaterThanOrEqual(9);
    expect(struck.length / requests.length).toBeGreaterThan(0.03);
    expect(struck.length / requests.length).toBeLessThan(0.08);
  });

  it('showed of every answer what is stored of it, character by character', () => {
    const texts = new Map(stored().map(({ id, text }) => [id, text]));
    const told = ended.filter(({ message }) => texts.has(message.id));
    expect(told.length).toBeGreaterThan(400);
    expect(told.filter(({ message }) => texts.get(message.id) !== message.text)).toEqual([]);
    const seen = told.filter(({ shown }) => shown !== null);
    expect(seen.length).toBeGreaterThan(300);
    expect(seen.filter(({ message, shown }) => shown?.trim() !== message.text.trim())).toEqual([]);
  });

  it('lost and doubled no words where a model wrote', () => {
    const documents = new DocumentSentences(knowledgeFolder);
    const byModel = receipts().filter(
      ({ servedBy }) => servedBy === 'small' || servedBy === 'large',
    );
    const ids = new Set(byModel.map(({ messageId }) => messageId));
    const answers = stored().filter(
      ({ id, answerStatus }) => ids.has(id) && answerStatus === 'complete',
    );
    expect(answers.length).toBeGreaterThan(150);
    expect(answers.flatMap(({ text }) => documents.strangeIn(text))).toEqual([]);
  });

  it('answered no message twice', () => {
    const retried = new Set(
      sent.filter(({ act }) => act === 'retry').map(({ messageId }) => messageId),
    );
    const replies = stored().flatMap(({ inReplyTo }) =>
      inReplyTo === undefined || retried.has(inReplyTo) ? [] : [inReplyTo],
    );
    expect(replies.length).toBe(new Set(replies).size);
  });

  it('put on its receipts and its metrics what the providers charge, within 0.1%', async () => {
    const charged = usdOf(simulator.bill());
    const ours = receipts().reduce((sum, { costUsd }) => sum + costUsd, 0);
    const page = await MetricsPage.read(deskhand.url);
    const counted = ['small', 'large'].reduce(
      (sum, model) => sum + page.value(`deskhand_cost_usd_total{model="${model}"}`),
      0,
    );
    expect(Math.abs(counted / charged - 1)).toBeLessThan(0.001);
    expect(Math.abs(ours / charged - 1)).toBeLessThan(0.001);
  });
});
