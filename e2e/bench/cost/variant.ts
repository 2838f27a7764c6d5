/** What is switched on. */
export interface Savings {
  smallModel: boolean;
  exactCache: boolean;
  semanticCache: boolean;
  fragmentCache: boolean;
  promptCache: boolean;
}

export interface Variant {
  name: string;
  savings: Savings;
}

const none: Savings = {
  smallModel: false,
  exactCache: false,
  semanticCache: false,
  fragmentCache: false,
  promptCache: false,
};

const inTurn: [string, keyof Savings][] = [
  ['+ small model first', 'smallModel'],
  ['+ exact cache', 'exactCache'],
  ['+ semantic cache', 'semanticCache'],
  ['+ fragment cache', 'fragmentCache'],
  ["+ provider's prompt cache", 'promptCache'],
];

/** The reference, then each saving switched on in turn beside those before it. */
export const variants: Variant[] = [
  { name: 'large model for everything', savings: none },
  ...inTurn.map(([name], step) => ({ name, savings: withFirst(step + 1) })),
];

function withFirst(count: number): Savings {
  const on = inTurn.slice(0, count).map(([, saving]) => [saving, true]);
  return { ...none, ...Object.fromEntries(on) };
}
