import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Server, type Socket } from 'socket.io';
import { startEmbeddedPostgres } from '../../server/adapters/pglite/embedded-postgres.ts';
import { migrate } from '../../server/adapters/postgres/migrate.ts';
import { createPool } from '../../server/adapters/postgres/pool.ts';
import type { SequencedEvent } from '../../shared/protocol.ts';
import { toPieces } from '../simulator/tokens.ts';
import type { BareAsk, BareMessage } from './bare-protocol.ts';
import { childInput, tellParent } from './child-process.ts';

/**
 * What the product is compared with: Socket.IO with the same options and nothing around it. It stores a message in the same kind
 * of database and echoes it, echoes without storing, and emits an answer's events at a given pace.
 */
const { answers } = (await childInput()) as { answers: string[] };
const pieces = answers.map(toPieces);

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bare-'));
const database = await startEmbeddedPostgres({ folder });
const pool = createPool({ connection: database.connection });
await migrate(pool);

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const httpServer = createServer((request, response) => {
  if (request.url !== '/metrics') return;
  void registry.metrics().then((text) => response.end(text));
});
const io = new Server(httpServer, {
  transports: ['websocket'],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
});

const insert = {
  name: 'store-message',
  text: `insert into messages (id, conversation_id, position, role, text, created_at, client_message_id)
    values ($1, $2, $3, 'customer', $4, $5, $6)`,
};

io.on('connection', (socket) => {
  let position = 0;
  socket.on('message-store', async (message: BareMessage) => {
    const { conversationId, clientMessageId, text } = message;
    position += 1;
    const values = [randomUUID(), conversationId, position, text, new Date(), clientMessageId];
    await pool.query({ ...insert, values });
    socket.emit('message-echo', message);
  });
  socket.on('message-send', (message: BareMessage) => socket.emit('message-echo', message));
  socket.on('answer-ask', (ask: BareAsk) => void emitAnswer(socket, ask));
});

/** The events of one answer, as the product words them, one delta a token. */
async function emitAnswer(socket: Socket, ask: BareAsk): Promise<void> {
  const [conversationId, messageId, epoch] = [ask.conversationId, randomUUID(), randomUUID()];
  let seq = 0;
  const emit = (event: SequencedEvent['event']) => {
    seq += 1;
    socket.emit('conversation-event', { conversationId, epoch, seq, event });
  };
  emit({ type: 'answer-start', messageId, inReplyTo: ask.clientMessageId });
  await sleep(ask.firstTokenMs);
  const startedMs = performance.now();
  const own = pieces[ask.answer % pieces.length] ?? [];
  for (const [index, text] of own.entries()) {
    const waitMs = startedMs + (index * 1000) / ask.tokensPerSecond - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    if (!socket.connected) return;
    emit({ type: 'answer-delta', messageId, text });
  }
  const message = {
    id: messageId,
    conversationId,
    role: 'assistant' as const,
    text: own.join(''),
    createdAt: new Date().toISOString(),
    inReplyTo: ask.clientMessageId,
    answerStatus: 'complete' as const,
    position: 2,
  };
  emit({ type: 'answer-end', message });
}

async function end(): Promise<void> {
  await io.close();
  await pool.end();
  await database.close();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

process.once('SIGTERM', () => void end());
process.once('disconnect', () => void end());
httpServer.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}` });
});
