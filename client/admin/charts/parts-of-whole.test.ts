import { describe, expect, it } from 'vitest';
import { partsOf } from './parts-of-whole.ts';

describe('the parts of a whole', () => {
  const names = { small: 'Small', large: 'Large', exact: 'Exact' };

  it('keep their order and leave out what there is none of', () => {
    expect(partsOf({ large: 1, small: 3, exact: 0 }, names)).toEqual([
      { name: 'small', label: 'Small', count: 3, share: 0.75, shareText: '75%' },
      { name: 'large', label: 'Large', count: 1, share: 0.25, shareText: '25%' },
    ]);
    expect(partsOf({}, names)).toEqual([]);
  });
});
