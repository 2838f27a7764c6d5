import type { RateName } from '../../../shared/admin-protocol.ts';

export interface RateWords {
  name: string;
  /** What counts, in one sentence. */
  meaning: string;
  /** The conversations that count, and those of the denominator that do not. */
  counted: string;
  rest: string;
}

export const rateWords: Record<RateName, RateWords> = {
  eligible: {
    name: 'Eligible',
    meaning:
      'Asked something beyond small talk, or for a person. Spam and duplicates do not count.',
    counted: 'Eligible conversations',
    rest: 'Conversations without a real question',
  },
  engaged: {
    name: 'Engaged',
    meaning: 'Got an answer that cites passages of the knowledge base.',
    counted: 'Conversations with a grounded answer',
    rest: 'Eligible conversations without a grounded answer',
  },
  contained: {
    name: 'Contained',
    meaning:
      'No agent wrote and nobody asked for one, up to 72 hours after the last question. This is the deflection rate.',
    counted: 'Conversations that needed no person',
    rest: 'Eligible conversations that were not contained',
  },
  'assumed-resolved': {
    name: 'Assumed resolved',
    meaning: 'The last answer is complete, has no thumbs down, and nobody closed it as not solved.',
    counted: 'Conversations assumed to be resolved',
    rest: 'Eligible conversations not assumed to be resolved',
  },
  verified: {
    name: 'Verified',
    meaning: 'Every answer cites passages; none abstained or failed.',
    counted: 'Conversations whose every answer was verified',
    rest: 'Eligible conversations that were not verified',
  },
  confirmed: {
    name: 'Confirmed',
    meaning: 'The customer gave a thumbs up and none down, or closed the chat as solved.',
    counted: 'Conversations the customer called solved',
    rest: 'Eligible conversations that were not confirmed',
  },
  durable: {
    name: 'Durable',
    meaning:
      'The same visitor did not come back on the topic within 7 days. Counted once they have passed.',
    counted: 'Conversations that stayed solved for 7 days',
    rest: 'Eligible conversations that did not stay solved for 7 days',
  },
  abandoned: {
    name: 'Abandoned',
    meaning: "The customer's last message got no answer for 10 minutes.",
    counted: 'Abandoned conversations',
    rest: 'Conversations that were not abandoned',
  },
  'handed-off': {
    name: 'Handed off',
    meaning: 'A person was asked for or took part.',
    counted: 'Conversations that were handed off',
    rest: 'Conversations without a hand-off',
  },
  satisfied: {
    name: 'Satisfaction',
    meaning: 'Thumbs up among all thumbs.',
    counted: 'Conversations with a thumbs up',
    rest: 'Conversations with a thumbs down',
  },
  abstained: {
    name: 'Abstained',
    meaning: 'The answer said that the knowledge base does not hold it.',
    counted: 'Conversations where an answer abstained',
    rest: 'Conversations with answers that did not abstain',
  },
  degraded: {
    name: 'Degraded',
    meaning: 'Answered while search by meaning was away, by words alone.',
    counted: 'Conversations with a degraded answer',
    rest: 'Conversations with answers that were not degraded',
  },
  'value-held-back': {
    name: 'Value held back',
    meaning:
      'A price, number, date or address was not in the passages and was kept from the customer.',
    counted: 'Conversations where a value was held back',
    rest: 'Conversations where no value was held back',
  },
  'exact-hit': {
    name: 'Exact cache',
    meaning: 'The same question was answered before.',
    counted: 'Conversations with an exact hit',
    rest: 'Conversations with answers that were no exact hit',
  },
  'semantic-hit': {
    name: 'Semantic cache',
    meaning: 'A question of the same meaning was answered before.',
    counted: 'Conversations with a semantic hit',
    rest: 'Conversations with answers that were no semantic hit',
  },
  'fragment-hit': {
    name: 'Fragment cache',
    meaning: 'The passages were found before; only the answer was written anew.',
    counted: 'Conversations with a fragment hit',
    rest: 'Conversations with answers that searched afresh',
  },
  'small-served': {
    name: 'Small model',
    meaning: 'A small model gave the answer in the end.',
    counted: 'Conversations with an answer of a small model',
    rest: 'Conversations with answers of other origin than a small model',
  },
  'large-served': {
    name: 'Large model',
    meaning: 'A large model gave the answer in the end.',
    counted: 'Conversations with an answer of a large model',
    rest: 'Conversations with answers of other origin than a large model',
  },
  'extractive-served': {
    name: 'Quoted from documents',
    meaning: 'The answer quotes the documents; no model wrote it.',
    counted: 'Conversations with an answer quoted from documents',
    rest: 'Conversations with answers that are no quotes',
  },
  failed: {
    name: 'Failed',
    meaning: 'No answer could be given.',
    counted: 'Conversations where an answer failed',
    rest: 'Conversations with answers that did not fail',
  },
  'first-token-in-budget': {
    name: 'First words in time',
    meaning: 'The first words came within the latency budget.',
    counted: 'Conversations with first words in time',
    rest: 'Conversations with first words over the latency budget',
  },
  'total-in-budget': {
    name: 'Whole answer in time',
    meaning: 'The whole answer came within the latency budget.',
    counted: 'Conversations with an answer in time',
    rest: 'Conversations with an answer over the latency budget',
  },
  'in-budget': {
    name: 'In budget',
    meaning: 'First words and whole answer came within the latency budget.',
    counted: 'Conversations with an answer that kept the latency budget',
    rest: 'Conversations with an answer that did not keep the latency budget',
  },
};
