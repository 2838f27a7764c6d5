import { afterAll, expect, test } from 'vitest';
import { startOnnxReader } from './onnx-reader.ts';

const reader = startOnnxReader();
afterAll(() => reader.close());

test('a rush is refused in part at once, and what was taken is read', async () => {
  const passage = { heading: 'Fares', units: ['A ticket costs 24.00 EUR.'] };
  const asked = Array.from({ length: 40 }, (_, number) =>
    reader.read(`What does ticket number ${number} cost?`, [passage], 'question'),
  );
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(40);
  for (const outcome of refused) {
    expect(outcome).toMatchObject({ reason: { code: 'reader-unavailable', retryable: true } });
  }
});
