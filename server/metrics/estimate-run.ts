import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeResult } from '../evals/cache/result-file.ts';
import type { ModelCard } from '../routing/model-card.ts';
import { parseModels } from '../routing/parse-models.ts';
import { type Estimate, type EstimateInput, estimate, noSavings, savingSteps } from './estimate.ts';

const usage = `What does one user cost a month?

  npm run estimate -- --users 10000 --sessions 2 --turns 5

  --users 10000 --sessions 2 --turns 5     users, conversations a user and month, questions a conversation
  --system 1000 --context 2400 --history 1500 --question 100 --output 300      tokens of a call
  --answer-cache 0.35 --small-share 0.8 --escalated 0.1 --prompt-cache 0.2     shares saved, from 0 to 1
  --resolved 0.5                           share of conversations that end resolved
  --small gpt-4o-mini --large gpt-4o       models of --models models.yaml`;

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '10000' },
    sessions: { type: 'string', default: '2' },
    turns: { type: 'string', default: '5' },
    system: { type: 'string', default: '1000' },
    context: { type: 'string', default: '2400' },
    history: { type: 'string', default: '1500' },
    question: { type: 'string', default: '100' },
    output: { type: 'string', default: '300' },
    'answer-cache': { type: 'string', default: '0.35' },
    'small-share': { type: 'string', default: '0.8' },
    escalated: { type: 'string', default: '0.1' },
    'prompt-cache': { type: 'string', default: '0.2' },
    resolved: { type: 'string', default: '0.5' },
    small: { type: 'string', default: 'gpt-4o-mini' },
    large: { type: 'string', default: 'gpt-4o' },
    models: { type: 'string', default: 'models.yaml' },
    help: { type: 'boolean', default: false },
  },
});

type OptionName = Exclude<keyof typeof values, 'help'>;

function amount(name: OptionName, most = Number.POSITIVE_INFINITY): number {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= 0 && value <= most) return value;
  throw new Error(`--${name}: allowed is a number from 0${most === 1 ? ' to 1' : ''}`);
}

function card(cards: ModelCard[], name: 'small' | 'large'): ModelCard {
  const found = cards.find((other) => other.id === values[name]);
  if (found) return found;
  throw new Error(`--${name}: allowed is one of ${cards.map((other) => other.id).join(', ')}`);
}

function readInput(): EstimateInput {
  const cards = parseModels(readFileSync(values.models, 'utf8'), values.models);
  return {
    traffic: { users: amount('users'), sessions: amount('sessions'), turns: amount('turns') },
    tokens: {
      system: amount('system'),
      context: amount('context'),
      history: amount('history'),
      question: amount('question'),
      output: amount('output'),
    },
    savings: {
      answerCache: amount('answer-cache', 1),
      small: amount('small-share', 1),
      escalated: amount('escalated', 1),
      promptCache: amount('prompt-cache', 1),
    },
    resolved: amount('resolved', 1),
    small: card(cards, 'small').pricesPerMillion,
    large: card(cards, 'large').pricesPerMillion,
  };
}

function usd(value: number | null): string {
  if (value === null) return '-';
  return value < 1 ? `$${value.toFixed(5)}` : `$${value.toFixed(2)}`;
}

function print(input: EstimateInput, all: Estimate, reference: Estimate): void {
  const rows: [string, keyof Estimate][] = [
    ['call to a model', 'perCall'],
    ['answer', 'perTurn'],
    ['conversation', 'perConversation'],
    ['resolved conversation', 'perResolvedConversation'],
    ['user and month', 'perUserAndMonth'],
    ['month', 'perMonth'],
  ];
  console.table(
    Object.fromEntries(
      rows.map(([name, key]) => [
        name,
        { 'as configured': usd(all[key]), [`${values.large} for everything`]: usd(reference[key]) },
      ]),
    ),
  );
  console.table(
    Object.fromEntries(
      savingSteps(input).map((step) => [
        step.name,
        { 'a month': usd(step.perMonth), saved: `${(step.saved * 100).toFixed(1)}%` },
      ]),
    ),
  );
}

function run(): void {
  const input = readInput();
  const all = estimate(input);
  const reference = estimate({ ...input, savings: noSavings });
  print(input, all, reference);
  writeResult('.', 'estimate', { input, all, reference, steps: savingSteps(input) });
}

if (values.help) console.log(usage);
else {
  try {
    run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
