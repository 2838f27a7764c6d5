import type { FollowUp, ModelAttempt } from '../../../../shared/receipt.ts';

type Because = Extract<FollowUp, { by: 'rules' }>['because'];

const whyRules: Record<Because, string> = {
  sure: 'only one thing of the last question is another',
  'no-model': 'no small model could be asked',
  'no-money': 'the money for models is used up',
  'no-answer': 'the small model did not answer in time',
  'wrong-length': 'the small model wrote nothing, or too much',
  'asks-nothing': 'the small model wrote no question',
  'asks-twice': 'the small model wrote more than one question',
  'still-leans': 'what the small model wrote leans on the talk too',
  'drops-words': 'the small model left out what was asked',
  'adds-nothing': 'the small model filled nothing in',
  invents: 'the small model brought in what nobody had said',
  'turns-meaning': 'the small model turned the meaning round',
};

/** Who made a question stand alone that leaned on the talk before it. */
export function followUpText(followUp: FollowUp): string {
  return followUp.by === 'model'
    ? 'Made to stand alone by the small model'
    : `Made to stand alone by rules: ${whyRules[followUp.because]}`;
}

/** Why a model was called, with the words of the page for the reasons. */
export function callReason(
  { purpose, reason }: Pick<ModelAttempt, 'purpose' | 'reason'>,
  words: Record<ModelAttempt['reason'], string>,
): string {
  if (purpose === undefined) return words[reason];
  const first = 'to understand the question';
  return reason === 'routed' ? first : `${first}, ${words[reason].toLowerCase()}`;
}
