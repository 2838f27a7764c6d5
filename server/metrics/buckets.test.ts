import { expect, it } from 'vitest';
import { bucketStarts } from './buckets.ts';

it('starts with the bucket that holds the beginning and ends before the end', () => {
  const range = { from: '2026-03-01T22:30:00.000Z', to: '2026-03-02T01:00:00.000Z' };
  expect(bucketStarts(range, 'hour')).toEqual([
    '2026-03-01T22:00:00.000Z',
    '2026-03-01T23:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
  ]);
  expect(bucketStarts(range, 'day')).toEqual([
    '2026-03-01T00:00:00.000Z',
    '2026-03-02T00:00:00.000Z',
  ]);
});
