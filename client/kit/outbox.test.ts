import { describe, expect, it } from 'vitest';
import { MemoryStore } from './key-value-store.ts';
import { Outbox } from './outbox.ts';
import { messageOf } from './test-support/event-script.ts';

function texts(outbox: Outbox): string[] {
  return outbox.items.map(({ text }) => text);
}

describe('an outbox', () => {
  it('gives messages out in the order they were written', () => {
    const outbox = new Outbox(new MemoryStore(), 'shop');
    outbox.add('first', 10);
    outbox.add('second', 10);
    expect(outbox.next()?.text).toBe('first');
    outbox.mark(outbox.next()?.clientMessageId ?? '', { kind: 'acknowledged' });
    expect(outbox.next()?.text).toBe('second');
  });

  it('outlives a reload, with the same ids and in the same order', () => {
    const store = new MemoryStore();
    const before = new Outbox(store, 'shop');
    before.add('first', 10);
    before.add('second', 10);
    const after = new Outbox(store, 'shop');
    expect(after.items).toEqual(before.items);
  });

  it('forgets a message once the server has it', () => {
    const store = new MemoryStore();
    const outbox = new Outbox(store, 'shop');
    outbox.add('hello');
    const clientMessageId = outbox.next()?.clientMessageId ?? '';
    outbox.mark(clientMessageId, { kind: 'acknowledged' });
    expect(new Outbox(store, 'shop').items).toEqual([]);
    expect(texts(outbox)).toEqual(['hello']);
    outbox.settle([messageOf('c1', 1, 'customer', 'hello', { clientMessageId })]);
    expect(outbox.items).toEqual([]);
  });

  it('keeps two tabs and two sites apart', () => {
    const store = new MemoryStore();
    const [one, two] = [new Outbox(store, 'shop'), new Outbox(store, 'shop')];
    one.add('from one', 1);
    two.add('from two', 2);
    expect(texts(new Outbox(store, 'shop'))).toEqual(['from one', 'from two']);
    expect(texts(new Outbox(store, 'other'))).toEqual([]);
  });

  it('passes over a refused message until it is sent again', () => {
    const outbox = new Outbox(new MemoryStore(), 'shop');
    outbox.add('too long');
    const id = outbox.next()?.clientMessageId ?? '';
    outbox.mark(id, { kind: 'refused', error: { code: 'message-too-long', retryable: false } });
    expect(outbox.next()).toBeUndefined();
    outbox.again(id);
    expect(outbox.next()?.clientMessageId).toBe(id);
  });

  it('leaves out what it does not understand in the store', () => {
    const store = new MemoryStore();
    store.set('deskhand.shop.unsent.x', 'not json');
    store.set('deskhand.shop.unsent.y', '{"text":1}');
    expect(new Outbox(store, 'shop').items).toEqual([]);
  });
});
