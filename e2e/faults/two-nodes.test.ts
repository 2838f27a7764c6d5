import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Customer } from '../harness/customer.ts';
import { canRunTwoNodes, startTwoNodes, type TwoNodes } from '../harness/two-nodes.ts';
import { unlikeAnyOther } from '../harness/unlike-any-other.ts';

describe.skipIf(!canRunTwoNodes)('two nodes', () => {
  let nodes: TwoNodes;

  beforeAll(async () => {
    nodes = await startTwoNodes({ firstTokenMs: 100, tokensPerSecond: 10 });
  }, 180_000);
  afterAll(() => nodes.close());

  /** The same customer on both nodes, as with two tabs. */
  async function onBoth(): Promise<{ here: Customer; there: Customer }> {
    const here = await Customer.open(nodes.one.url);
    const { token, conversationId } = here;
    return { here, there: await Customer.open(nodes.other.url, { token, conversationId }) };
  }

  const endOf = (customer: Customer) =>
    customer.until(() => customer.events.find(({ event }) => event.type === 'answer-end'));
  const aborted = () =>
    Object.values(nodes.simulator.bill()).reduce((sum, bill) => sum + bill.aborted, 0);

  /** Asks on one node and waits on the other until the first words are there; gives the answer's id. */
  async function begun({ here, there }: { here: Customer; there: Customer }): Promise<string> {
    await here.send(unlikeAnyOther('When is the workshop in Graz open on Saturday?'));
    const { event } = await there.until(() =>
      there.events.find(({ event: { type } }) => type === 'answer-delta'),
    );
    return event.type === 'answer-delta' ? event.messageId : '';
  }

  it('end the call to the provider when the customer stops the answer on the node that does not write it', {
    timeout: 60_000,
  }, async () => {
    const customer = await onBoth();
    const messageId = await begun(customer);
    const before = aborted();
    const { conversationId } = customer.here;
    const stop = { conversationId, messageId };
    expect((await customer.there.socket.emitWithAck('answer-stop', stop)).ok).toBe(true);
    for (const each of [customer.here, customer.there]) {
      const { event } = await endOf(each);
      expect(event).toMatchObject({ message: { id: messageId, answerStatus: 'stopped' } });
      each.close();
    }
    await expect.poll(aborted).toBe(before + 1);
  });

  it('stop an answer when the customer asks for a person on the other node', {
    timeout: 60_000,
  }, async () => {
    const customer = await onBoth();
    const messageId = await begun(customer);
    const { conversationId } = customer.here;
    await customer.there.socket.emitWithAck('hand-off-request', { conversationId });
    const { event } = await endOf(customer.here);
    expect(event).toMatchObject({ message: { id: messageId, answerStatus: 'stopped' } });
    customer.here.close();
    customer.there.close();
  });

  it('make at most one generation each when a crowd asks the same at once, and one for all who come later', {
    timeout: 60_000,
  }, async () => {
    const text = 'How much does express delivery cost, and until when must I order?';
    const crowd = await Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        Customer.open(place % 2 === 0 ? nodes.one.url : nodes.other.url),
      ),
    );
    const before = nodes.simulator.requests().length;
    const answers = await Promise.all(crowd.map((customer) => customer.ask(text)));
    const calls = nodes.simulator.requests().length - before;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(2);
    expect(new Set(answers.map(({ message }) => message.answerStatus))).toEqual(
      new Set(['complete']),
    );
    await Promise.all(crowd.map((customer) => customer.ask(text)));
    expect(nodes.simulator.requests().length - before).toBe(calls);
    for (const customer of crowd) customer.close();
  });
});
