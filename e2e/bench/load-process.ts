import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { SequencedEvent } from '../../shared/protocol.ts';
import { Customer } from '../harness/customer.ts';
import { BareClient } from './bare-client.ts';
import { childInput, tellParent } from './child-process.ts';
import type { LoadPlan, LoadResult } from './load-protocol.ts';
import { percentile } from './statistics.ts';

/** Many customers at once. Connects, waits for the parent's word, asks, counts what arrives, and tells. */
const plan = (await childInput()) as LoadPlan;
const connectedAtOnce = 25;

interface Connection {
  socket: Socket;
  ask(question: string, index: number): void;
  askedMs: number;
  firstTextMs: number;
  endMs: number;
}

async function open(): Promise<Connection> {
  const never = Number.POSITIVE_INFINITY;
  const times = { askedMs: never, firstTextMs: never, endMs: never };
  if (plan.target === 'product') {
    const customer = await Customer.open(plan.url);
    // The bench counts; it does not keep what it saw.
    customer.socket.off('conversation-event');
    const ask = (text: string) => void customer.send(text);
    return { socket: customer.socket as Socket, ask, ...times };
  }
  const client = await BareClient.open(plan.url);
  const { conversationId } = client;
  const { firstTokenMs, tokensPerSecond } = plan;
  const ask = (text: string, answer: number) =>
    void client.socket.emit('answer-ask', {
      conversationId,
      clientMessageId: randomUUID(),
      text,
      answer,
      firstTokenMs,
      tokensPerSecond,
    });
  return { socket: client.socket, ask, ...times };
}

async function openAll(): Promise<Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < plan.connections) {
    const batch = Math.min(connectedAtOnce, plan.connections - connections.length);
    connections.push(...(await Promise.all(Array.from({ length: batch }, open))));
  }
  return connections;
}

async function load(connections: Connection[]): Promise<LoadResult> {
  const { window, rampMs, questions } = plan;
  const counted = { characters: 0, deltas: 0 };
  const startedMs = performance.now();
  for (const connection of connections) {
    connection.socket.on('conversation-event', ({ event }: SequencedEvent) => {
      const nowMs = performance.now() - startedMs;
      if (event.type === 'answer-end') connection.endMs = nowMs;
      if (event.type !== 'answer-delta') return;
      connection.firstTextMs = Math.min(connection.firstTextMs, nowMs);
      if (nowMs < window.fromMs || nowMs >= window.toMs) return;
      counted.deltas += 1;
      counted.characters += event.text.length;
    });
  }
  for (const [index, connection] of connections.entries()) {
    const waitMs = startedMs + (index * rampMs) / connections.length - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    connection.askedMs = performance.now() - startedMs;
    // Those who ask the same do so at about the same time.
    const question = Math.floor((index * questions.length) / connections.length);
    connection.ask(questions[question] ?? '', index);
  }
  await sleep(startedMs + window.toMs - performance.now());
  const streaming = connections.filter(
    ({ firstTextMs, endMs }) => firstTextMs <= window.fromMs && endMs >= window.toMs,
  ).length;
  const waits = connections
    .map(({ askedMs, firstTextMs }) => firstTextMs - askedMs)
    .filter(Number.isFinite);
  const firstTextMs = { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) };
  return { ...counted, streaming, firstTextMs };
}

process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
const connections = await openAll();
process.once('message', async () => tellParent(await load(connections)));
tellParent({ connected: connections.length });
