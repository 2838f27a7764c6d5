/**
 * Articles whose pairs were read, one by one, while the guards were last improved. Pairs about the other articles were only
 * counted then, so their figures are the fairer ones; fair to the last digit they are not, as every count was seen and the
 * whole list was known when the guards were first written.
 */
export const seenArticles: ReadonlySet<string> = new Set([
  'battery-400',
  'battery-500',
  'battery-care-and-chargers',
  'bike-delivery',
  'book-repair',
  'cancel-plan',
  'cargo-bike-delivery',
  'change-or-cancel-order',
  'contact-and-opening-hours',
  'discount-codes',
  'express-repair',
  'instalments',
  'loan-bikes',
  'pause-plan',
  'plan-billing',
  'plan-s',
  'return-batteries-and-electronics',
  'return-bikes',
  'test-rides',
  'used-bikes',
  'warranty-frames',
  'warranty-parts',
  'workshop-berlin',
  'workshop-hamburg',
  'workshop-munich',
]);
