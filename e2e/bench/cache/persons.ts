/** A customer with data of his own. */
export interface Person {
  name: string;
  order: string;
  email: string;
}

/** Both ask the same things in the same words, but for what is theirs. */
export const persons: readonly Person[] = [
  { name: 'Ada Quint', order: '712345', email: 'ada.quint@mail.example' },
  { name: 'Ben Ostrow', order: '846120', email: 'ben.ostrow@mail.example' },
];

/** The ways in which a customer brings his own data into a question. */
export const ownWordings: readonly ((question: string, person: Person) => string)[] = [
  (question, { name }) => `My name is ${name}. ${question}`,
  (question, { name }) => `Hi, this is ${name}. ${question}`,
  (question, { name }) => `I'm ${name}. ${question}`,
  (question, { name }) => `${name} here. ${question}`,
  (question, { order }) => `${question} My order number is ${order}.`,
  (question, { order }) => `${question} It is about order ${order}.`,
  (question, { order }) => `${question} (${order})`,
  (question, { email }) => `${question} Please write to ${email}.`,
  (question, { name }) => `${question} Kind regards, ${name}`,
];

/** Asked after own data was told: what leans on it, and what stands alone. */
export const followUp = 'And how long does that take?';

/** Whether a text holds what belongs to another than this customer. */
export function holdsDataOfOthers(text: string, own: Person | null): boolean {
  return persons
    .filter((person) => person !== own)
    .some(({ name, order, email }) => [name, order, email].some((data) => text.includes(data)));
}
