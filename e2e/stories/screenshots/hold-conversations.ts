import { Customer } from '../../harness/customer.ts';
import { questions } from './questions.ts';

const atOnce = 4;

/** Holds conversations as a shop has them: some ask what others asked, some follow up, judge, ask for a person or say that it is solved. */
export async function holdConversations(url: string, conversations: number): Promise<void> {
  const numbers = Array.from({ length: conversations }, (_, number) => number);
  const work = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      await holdOne(url, number);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function holdOne(url: string, number: number): Promise<void> {
  const customer = await Customer.open(url);
  const { conversationId, socket } = customer;
  const asksTwice = number % 4 === 3;
  let { message } = await customer.ask(questionOf(number));
  if (asksTwice) message = (await customer.ask(questionOf(number * 5 + 2))).message;
  const isAnswered = message.answerStatus === 'complete';
  if (number % 3 === 1) {
    const verdict = isAnswered && number % 11 !== 1 ? 'up' : 'down';
    await socket.emitWithAck('feedback-give', { conversationId, messageId: message.id, verdict });
  }
  if (!isAnswered || number % 16 === 5) {
    await socket.emitWithAck('hand-off-request', { conversationId });
  }
  if (!isAnswered || number % 5 === 2) {
    const reason = isAnswered ? 'solved' : 'not-solved';
    await socket.emitWithAck('conversation-close', { conversationId, reason });
  }
  customer.close();
}

/** Each question once; then what was asked before, every other time in slightly different words. */
function questionOf(number: number): string {
  const question = questions[number % questions.length] ?? '';
  return number < questions.length || number % 2 === 0 ? question : `Hello! ${question}`;
}
