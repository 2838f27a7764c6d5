import { z } from 'zod';
import { useCaseSchema } from '../shared/admin-figures.ts';
import { DeskhandError } from './errors.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
/** As browsers send it: scheme, host and port, where a path or a pattern would never match. */
const origin = z
  .string()
  .regex(/^https?:\/\/(\[[\da-f:.]+\]|[\p{L}\p{N}][\p{L}\p{N}.-]*)(:\d{1,5})?$/iu)
  .refine((text) => URL.canParse(text))
  .transform((text) => new URL(text).origin);
const site = z.string().regex(/^[\w.-]{1,64}$/);
const share = z.coerce.number().min(0).max(1);
const positive = z.coerce.number().positive();
const httpUrl = z.url({ protocol: /^https?$/ });

/** One setting of the table in the README. */
export interface Setting {
  name: string;
  schema: z.ZodType;
  /** What is allowed, in words, for the message that names a wrong one. */
  allowed: string;
  about: string;
}

/** Every setting, in the order of the README's table. Empty text counts as not set. */
export const settings = {
  port: {
    name: 'PORT',
    schema: port.default(3000),
    allowed: 'a port from 0 to 65535 (0: any free one)',
    about: 'Where the server listens.',
  },
  host: {
    name: 'HOST',
    schema: z.string().default('127.0.0.1'),
    allowed: 'a host name or address',
    about: 'The address to listen on; 0.0.0.0 for all.',
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    schema: httpUrl.optional(),
    allowed: 'an http(s) URL',
    about: 'Where users reach it. With https, cookies are Secure. Default: http://localhost:PORT.',
  },
  deskhandSecret: {
    name: 'DESKHAND_SECRET',
    schema: z.string().min(32).optional(),
    allowed: 'at least 32 characters',
    about:
      'Signs visitors and sessions; the same on every node. Default: a random one kept in DATA_FOLDER.',
  },
  dataFolder: {
    name: 'DATA_FOLDER',
    schema: z.string().default('.deskhand'),
    allowed: 'a folder that can be written',
    about: 'Embedded database, secrets, logs of the embedded parts.',
  },
  knowledgeFolder: {
    name: 'KNOWLEDGE_FOLDER',
    schema: z.string().default('server/knowledge/sample'),
    allowed: 'a folder',
    about: 'Documents ingested at start and when they change.',
  },
  modelsFile: {
    name: 'MODELS_FILE',
    schema: z.string().default('models.yaml'),
    allowed: 'a file',
    about: 'The ladder of language models.',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    allowed: 'a postgres:// URL',
    about: 'PostgreSQL in place of the embedded database.',
  },
  redisUrl: {
    name: 'REDIS_URL',
    schema: z.url({ protocol: /^rediss?$/ }).optional(),
    allowed: 'a redis:// URL',
    about: 'Redis for caches, running answers, limits and fan-out.',
  },
  qdrantUrl: {
    name: 'QDRANT_URL',
    schema: httpUrl.optional(),
    allowed: 'an http(s) URL',
    about: 'Qdrant in place of the in-process vector index.',
  },
  qdrantApiKey: {
    name: 'QDRANT_API_KEY',
    schema: z.string().optional(),
    allowed: 'text',
    about: 'Key for Qdrant.',
  },
  embeddingsUrl: {
    name: 'EMBEDDINGS_URL',
    schema: httpUrl.optional(),
    allowed: 'an http(s) URL',
    about: 'An OpenAI-compatible embeddings endpoint in place of the local model.',
  },
  embeddingsModel: {
    name: 'EMBEDDINGS_MODEL',
    schema: z.string().default('text-embedding-3-small'),
    allowed: 'text',
    about: 'Model asked for at EMBEDDINGS_URL.',
  },
  embeddingsDimensions: {
    name: 'EMBEDDINGS_DIMENSIONS',
    schema: z.coerce.number().int().min(8).max(8192).default(1536),
    allowed: 'a whole number from 8 to 8192',
    about: "Its vectors' length.",
  },
  embeddingsApiKey: {
    name: 'EMBEDDINGS_API_KEY',
    schema: z.string().optional(),
    allowed: 'text',
    about: 'Key for EMBEDDINGS_URL.',
  },
  embeddingsUsdPerMillionTokens: {
    name: 'EMBEDDINGS_USD_PER_MILLION_TOKENS',
    schema: z.coerce.number().min(0).default(0.02),
    allowed: 'a number of 0 or more',
    about: 'What EMBEDDINGS_URL charges, for the bill.',
  },
  allowedOrigins: {
    name: 'ALLOWED_ORIGINS',
    schema: list
      .pipe(
        z
          .array(origin)
          .min(1)
          .or(z.tuple([z.literal('*')])),
      )
      .default([]),
    allowed:
      'origins (scheme and host, no path) separated by commas, such as https://shop.example, or * alone',
    about: "Pages that may embed the widget, besides the server's own. * for any.",
  },
  sites: {
    name: 'SITES',
    schema: list.pipe(z.array(site).min(1)).default(['default']),
    allowed:
      'one or more names separated by commas, each of up to 64 letters, digits, dots, dashes and underscores',
    about: "Sites whose widgets are served (the script tag's data-site).",
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    schema: z.stringbool().default(false),
    allowed: 'true or false',
    about: "Take the client's address from X-Forwarded-For.",
  },
  metricsToken: {
    name: 'METRICS_TOKEN',
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/)
      .optional(),
    allowed: 'at least 16 characters without spaces',
    about:
      'Bearer token with which a scraper reads /metrics; admins may anyway. Without one, programs on this machine may as long as PUBLIC_URL is not set, or http on localhost.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    allowed: 'fatal, error, warn, info, debug or silent',
    about: 'How much is logged.',
  },
  companyName: {
    name: 'COMPANY_NAME',
    schema: z.string().max(80).optional(),
    allowed: 'up to 80 characters',
    about: "The company's name in prompts and in the widget.",
  },
  messagesPerMinute: {
    name: 'MESSAGES_PER_MINUTE',
    schema: positive.default(20),
    allowed: 'a number above 0',
    about:
      'Messages a visitor may send a minute; thumbs, asking for a person and closing count too.',
  },
  messagesPerMinuteByAddress: {
    name: 'MESSAGES_PER_MINUTE_BY_ADDRESS',
    schema: positive.default(120),
    allowed: 'a number above 0',
    about: 'Messages a minute from one address.',
  },
  connectionsPerAddress: {
    name: 'CONNECTIONS_PER_ADDRESS',
    schema: positive.default(100),
    allowed: 'a number above 0',
    about: 'Connections a minute from one address.',
  },
  eventsPerSecond: {
    name: 'EVENTS_PER_SECOND',
    schema: positive.default(20),
    allowed: 'a number above 0',
    about: 'Events a second on one connection.',
  },
  readPassages: {
    name: 'READ_PASSAGES',
    schema: z.stringbool().default(true),
    allowed: 'true or false',
    about:
      'Read the best passages, and cached questions in doubt, together with the question: better answers and more hits for a third of a second of one core and 250 MB.',
  },
  useCase: {
    name: 'USE_CASE',
    schema: useCaseSchema.default('interactive-chatbot'),
    allowed: useCaseSchema.options.join(', '),
    about: 'Whose latency budget answers are held against on the overview.',
  },
  wrongHitBound: {
    name: 'WRONG_HIT_BOUND',
    schema: share.default(0.01),
    allowed: 'a number from 0 to 1',
    about: 'Highest estimated chance of a wrong hit that is served.',
  },
  shadowShare: {
    name: 'SHADOW_SHARE',
    schema: share.default(0.02),
    allowed: 'a number from 0 to 1',
    about:
      'Share of cache hits answered afresh off the path, to measure wrong hits; of near twins of a question a fifth, until 100 of its class were compared. 0 turns it off.',
  },
  explorationShare: {
    name: 'EXPLORATION_SHARE',
    schema: share.default(0.03),
    allowed: 'a number from 0 to 1',
    about:
      'Share of answers for which another model than the best known one is asked first, to learn what it is worth.',
  },
  followUpMs: {
    name: 'FOLLOW_UP_MS',
    schema: z.coerce.number().int().min(0).max(10_000).default(1000),
    allowed: 'a whole number from 0 to 10000',
    about:
      'Milliseconds in which a small model may write a question that leans on the talk so that it stands alone, before rules do; 0 leaves it to the rules.',
  },
  usdPerDay: {
    name: 'USD_PER_DAY',
    schema: positive.default(50),
    allowed: 'a number above 0',
    about: 'Model money a day; beyond it the extractive answerer goes on.',
  },
  usdPerConversation: {
    name: 'USD_PER_CONVERSATION',
    schema: positive.default(0.5),
    allowed: 'a number above 0',
    about: 'Model money a conversation.',
  },
  usdPerVisitorPerDay: {
    name: 'USD_PER_VISITOR_PER_DAY',
    schema: positive.default(1),
    allowed: 'a number above 0',
    about: 'Model money a visitor and day.',
  },
  usdPerAddressPerDay: {
    name: 'USD_PER_ADDRESS_PER_DAY',
    schema: z.coerce.number().min(0).default(5),
    allowed: 'a number from 0',
    about:
      'Model money an address (IPv6: a /64) and day, whoever asks from it; 0 for no limit. Behind a proxy it needs TRUST_PROXY.',
  },
  conversationDays: {
    name: 'CONVERSATION_DAYS',
    // Cached answers live up to three days: they are gone before the conversation that they were first given in.
    schema: z.coerce
      .number()
      .int()
      .refine((days) => days === 0 || (days >= 3 && days <= 36_500))
      .default(365),
    allowed: '0, or a whole number from 3 to 36500',
    about:
      'Days a conversation is kept after its last message, with messages, receipts and feedback, and so the figures of that time; 0 for ever. One that waits for or is with a person is kept until it is closed.',
  },
  adminEmail: {
    name: 'ADMIN_EMAIL',
    schema: z.email().default('admin@deskhand.example'),
    allowed: 'an e-mail address',
    about: 'Sign-in of the first admin.',
  },
  adminPassword: {
    name: 'ADMIN_PASSWORD',
    schema: z.string().min(12).optional(),
    allowed: 'at least 12 characters',
    about:
      'Password of the first admin, used only when there is none; else a random one is printed once.',
  },
} satisfies Record<string, Setting>;

export type Config = {
  [Key in keyof typeof settings]: z.output<(typeof settings)[Key]['schema']>;
} & {
  /** Values of the environment that `models.yaml` may name as keys. */
  secret(name: string): string | undefined;
};

/**
 * Reads and checks every setting. Throws DeskhandError `setting-invalid` that names each wrong one and says what is
 * allowed; the value itself is not repeated, as it may be a secret.
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const wrong: string[] = [];
  const entries = Object.entries(settings).map(([key, setting]) => {
    const given = environment[setting.name];
    const result = setting.schema.safeParse(given === '' ? undefined : given);
    if (!result.success) wrong.push(`${setting.name}: allowed is ${setting.allowed}`);
    return [key, result.data];
  });
  if (wrong.length > 0) throw new DeskhandError('setting-invalid', { message: wrong.join('\n') });
  const secret = (name: string): string | undefined => environment[name] || undefined;
  return { ...Object.fromEntries(entries), secret } as Config;
}
