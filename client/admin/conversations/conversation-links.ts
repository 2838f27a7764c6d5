import {
  type ConversationQuery,
  conversationRateNames,
  type RateName,
  rateNameSchema,
} from '../../../shared/admin-protocol.ts';
import { type TaskClass, taskClassSchema } from '../../../shared/receipt.ts';
import { taskClassNames } from '../../kit/staff/words/names.ts';
import { counted, countText } from '../../kit/staff/words/numbers.ts';
import { type RangeChoice, rangeWords, writeRangeChoice } from '../range/time-range.ts';
import { rateWords } from '../words/rate-words.ts';

export type Side = ConversationQuery['side'];

/** Which conversations a list shows: those behind one side of a rate, or all. */
export type Behind = { rate: RateName; side: Side } | null;

/** Leaves only the conversations with an answer of a class, or for which a model was called. */
export interface Only {
  taskClass?: TaskClass;
  model?: string;
}

/** The page that lists the conversations behind a number; without a rate, all of the range. */
export function conversationsPath(
  choice: RangeChoice,
  behind: Behind = null,
  { taskClass, model }: Only = {},
): string {
  const parameters = new URLSearchParams(writeRangeChoice(choice));
  if (behind !== null) {
    parameters.set('behind', behind.rate);
    if (behind.side === 'remainder') parameters.set('side', behind.side);
  }
  if (taskClass !== undefined) parameters.set('class', taskClass);
  if (model !== undefined) parameters.set('model', model);
  return `/admin/conversations?${parameters}`;
}

/** Reads what `conversationsPath` wrote; an unknown rate shows all. */
export function readBehind(parameters: URLSearchParams): Behind {
  const rate = rateNameSchema.safeParse(parameters.get('behind'));
  if (!rate.success) return null;
  return {
    rate: rate.data,
    side: parameters.get('side') === 'remainder' ? 'remainder' : 'numerator',
  };
}

/** Reads what `conversationsPath` wrote; an unknown class is none. */
export function readOnly(parameters: URLSearchParams): Only {
  const taskClass = taskClassSchema.safeParse(parameters.get('class'));
  const model = parameters.get('model') ?? '';
  return {
    ...(taskClass.success ? { taskClass: taskClass.data } : {}),
    ...(model === '' ? {} : { model }),
  };
}

/** What a list is narrowed to, in words: `class FAQ and facts`, `model small`. Empty when it is not. */
export function onlyWords({ taskClass, model }: Only): string[] {
  return [
    ...(taskClass === undefined ? [] : [`class ${taskClassNames[taskClass]}`]),
    ...(model === undefined ? [] : [`model ${model}`]),
  ];
}

/** The list's heading. */
export function behindTitle(behind: Behind): string {
  if (behind === null) return 'All conversations';
  const words = rateWords[behind.rate];
  return behind.side === 'numerator' ? words.counted : words.rest;
}

/** What a number that leads to its conversations is called: it may count answers, of which one conversation has several. */
export function numberLabel(behind: NonNullable<Behind>, count: number): string {
  const title = behindTitle(behind);
  if (conversationRates.has(behind.rate)) return `${title}: ${countText(count)}`;
  return `${counted(count, behind.rate === 'satisfied' ? 'thumb' : 'answer')}. ${title}`;
}

const conversationRates = new Set<RateName>(conversationRateNames);

/** What to say, and to do, where the list is empty. */
export function emptyWords(behind: Behind, choice: RangeChoice): { title: string; advice: string } {
  const range = rangeWords(choice);
  if (behind === null) {
    return {
      title: `No conversations ${range}`,
      advice: 'Choose a longer range, or open the sample shop and ask a question in the widget.',
    };
  }
  return {
    title: `None ${range}`,
    advice: 'Choose a longer range, or look at all conversations.',
  };
}
