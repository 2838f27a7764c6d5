import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wireErrorSchema } from '../../../shared/protocol.ts';
import { InProcessRateLimiter } from '../../adapters/in-process/rate-limiter.ts';
import { type AgentSocket, ask, type CustomerSocket, RunningApp } from '../testing/running-app.ts';
import { agentEvents } from './agent-events.ts';
import { customerEvents } from './customer-events.ts';

/** Payloads that come near to right ones, so that they get past the first check. */
const nearPayload = fc.record(
  {
    conversationId: fc.oneof(fc.string(), fc.jsonValue()),
    messageId: fc.oneof(fc.string(), fc.jsonValue()),
    clientMessageId: fc.oneof(fc.string(), fc.jsonValue()),
    text: fc.oneof(fc.string({ maxLength: 5000 }), fc.jsonValue()),
    lastPosition: fc.oneof(fc.double(), fc.jsonValue()),
    reason: fc.oneof(fc.constant('solved'), fc.jsonValue()),
    verdict: fc.oneof(fc.constant('up'), fc.jsonValue()),
    seen: fc.oneof(fc.record({ epoch: fc.string(), seq: fc.integer() }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);

describe('any event with any payload', () => {
  let app: RunningApp;
  let customer: CustomerSocket;
  let agent: AgentSocket;

  beforeAll(async () => {
    app = await RunningApp.start(
      { rateLimiter: new InProcessRateLimiter(), connectionLimiter: new InProcessRateLimiter() },
      { eventsPerSecond: 1e6, messagesPerMinute: 1e6, messagesPerMinuteByAddress: 1e6 },
    );
    customer = await app.customer();
    agent = await app.agent((await app.signedIn('agent')).cookie);
  });
  afterAll(() => app.close());

  const names = [...Object.keys(customerEvents), ...Object.keys(agentEvents)];

  it('is acknowledged with a value or a code that was meant, and never breaks the connection', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...names), fc.string({ minLength: 1 })),
        fc.oneof(nearPayload, fc.jsonValue()),
        fc.boolean(),
        async (name, payload, asAgent) => {
          // Names that the client library keeps to itself never reach the wire.
          fc.pre(!['connect', 'connect_error', 'disconnect', 'disconnecting'].includes(name));
          fc.pre(!['newListener', 'removeListener'].includes(name));
          const answer = await ask(asAgent ? agent : customer, name, payload);
          if (answer.ok) return;
          expect(wireErrorSchema.parse(answer.error)).toEqual(answer.error);
          expect(['invalid-payload', 'message-too-long', 'not-found']).toContain(answer.error.code);
        },
      ),
      { numRuns: 400 },
    );
    expect([customer.connected, agent.connected]).toEqual([true, true]);
  });
});
