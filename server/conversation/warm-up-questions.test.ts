import { expect, it } from 'vitest';
import { warmUpQuestions } from './warm-up-questions.ts';

it('reads one question a line, with or without markup, each once', () => {
  const list = `# Frequent questions

- How much is **delivery**?
* How much is delivery?
2) opening hours berlin

## Can I cancel an order?
---
> A quote
| a | table |
\`\`\`
code
\`\`\`
`;
  expect(warmUpQuestions(list)).toEqual([
    'How much is delivery?',
    'opening hours berlin',
    'Can I cancel an order?',
  ]);
});
