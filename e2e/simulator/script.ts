/** How one simulated model behaves when nothing goes wrong. */
export interface ModelScript {
  id: string;
  /** Milliseconds before the first token. Default 0. */
  firstTokenMs?: number;
  /** Tokens a second after the first; absent means as fast as the socket takes them. */
  tokensPerSecond?: number;
  /** Share of questions, from 0 to 1, that this model gets wrong. The same question always fares alike. Default 0. */
  errorShare?: number;
  /**
   * What a right answer holds, by question: this model finds it where a passage does, whatever the words, and knows that nothing
   * answers a question without any. Questions that are not listed it reads by their words.
   */
  facts?: Record<string, string[]>;
  /** What it makes of messages that it is asked to write so that they stand alone, by message. */
  rewrites?: Record<string, string>;
  /** Begins its answers with the customer's name, where one of the messages it was given says it. Default false. */
  addressesByName?: boolean;
  /** Whether it gives log-probabilities when asked. Default true. */
  logProbabilities?: boolean;
  /** Whether it reports usage. Default true. */
  reportsUsage?: boolean;
  /** Shortest prefix that its prompt cache keeps, in tokens. Default 1024, as with OpenAI; hits grow in steps of 128. */
  promptCacheMinimumTokens?: number;
}

/** What goes wrong. Counts are of tokens already sent when it happens. */
export type Fault =
  | { kind: 'rate-limit'; retryAfterMs?: number }
  | { kind: 'server-error'; status?: number }
  /** The connection is reset before an answer. */
  | { kind: 'reset' }
  /** Nothing is sent until the client gives up. */
  | { kind: 'hang' }
  /** Only the first token is late. */
  | { kind: 'slow-start'; ms: number }
  /** The connection is destroyed in mid-stream. */
  | { kind: 'cut'; afterTokens: number }
  /** The stream ends in good order but without its terminal event. */
  | { kind: 'cut-clean'; afterTokens: number }
  /** The stream stops for `ms`, or until the client gives up. */
  | { kind: 'silence'; afterTokens: number; ms?: number }
  | { kind: 'malformed'; afterTokens: number }
  /** An error object inside the stream. */
  | { kind: 'error-event'; afterTokens: number }
  | { kind: 'empty' }
  /** Asked to go on, it says the last words again and stops. */
  | { kind: 'echo' }
  | { kind: 'content-filter'; afterTokens: number }
  /** Values that stand in no passage are worked into the answer. */
  | { kind: 'invent'; values: InventedValue[] };

export type InventedValue = 'price' | 'date' | 'percentage' | 'phone';

/** When a fault strikes. All conditions must hold; requests are counted per rule, from 1, over those its model matches. */
export interface FaultRule {
  fault: Fault;
  /** Only this model; absent means any. */
  model?: string;
  /** First and last request, both included. */
  fromRequest?: number;
  toRequest?: number;
  /** Every nth request. */
  every?: number;
  /** Chance of each request, from 0 to 1, drawn from `seed`. */
  probability?: number;
  seed?: number;
}

/** What a simulated provider would put on its invoice for one model. */
export interface ModelBill {
  requests: number;
  /** Answers that reached their terminal event. */
  completed: number;
  /** Streams that the client gave up. */
  aborted: number;
  /** Requests refused, or streams broken by a fault. */
  failed: number;
  inputTokens: number;
  cachedInputTokens: number;
  /** Tokens produced, also those of aborted and broken streams. */
  outputTokens: number;
}

/** One request as it was received. */
export interface SeenRequest {
  model: string;
  messages: ChatMessage[];
  stream: boolean;
  fault: Fault['kind'] | null;
  continuation: boolean;
}

export interface ChatMessage {
  role: string;
  content: string;
}
