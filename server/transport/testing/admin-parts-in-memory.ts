import { Registry } from 'prom-client';
import type { IngestionJob } from '../../../shared/admin-protocol.ts';
import type { AppComponents } from '../../app.ts';
import { DeskhandError } from '../../errors.ts';
import type { UploadedFile } from '../admin/knowledge-routes.ts';

const job: IngestionJob = {
  id: 'job-1',
  kind: 'upload',
  name: 'guide.md',
  createdAt: '2026-01-01T00:00:00.000Z',
  state: { kind: 'running', done: 1, total: 4 },
};

/** What admins see, small and fixed, with a note of what they did: the far side of the transport's tests. */
export function adminPartsInMemory() {
  const uploads: UploadedFile[] = [];
  const evicted: string[] = [];
  const overrides = new Map<string, string | null>();
  const parts = {
    figures: {
      figures: async () => {
        throw new Error('the figures of ada@shop.example cannot be read');
      },
      series: async (_range, bucket) => ({ bucket, points: [] }),
      conversationsBehind: async () => ({ conversations: [], next: null }),
    },
    alerts: () => [{ kind: 'money', stage: 'none', usedShare: 1.02, usdPerDay: 50 }],
    estimate: async () => {
      throw new DeskhandError('not-found');
    },
    conversations: {
      getConversation: async (id) =>
        id === 'conversation-1'
          ? {
              id,
              visitorId: 'visitor-1',
              site: 'default',
              locale: 'en',
              state: { kind: 'assistant' },
              createdAt: job.createdAt,
              lastMessageAt: job.createdAt,
              lastPosition: 0,
            }
          : null,
      listMessages: async () => [],
      listReceipts: async () => [],
      listTransitions: async (conversationId) => [
        { conversationId, at: job.createdAt, kind: 'queued', by: 'customer', actorId: 'visitor-1' },
      ],
    },
    knowledge: {
      overview: async () => ({ documents: [], jobs: [job] }),
      document: async () => null,
      upload: async (file) => {
        uploads.push(file);
        return job;
      },
      deleteDocument: async (id) => id === 'returns/30 days',
      ingestFolder: async () => ({ ...job, kind: 'folder' }),
      job: async (id) => (id === job.id ? job : null),
    },
    caches: {
      overview: async () => ({ tiers: [] }),
      use: async (_range, bucket) => ({ bucket, points: [] }),
      search: async () => [],
      inspect: async () => null,
      calibration: async () => ({
        bound: 0.01,
        neededObservations: 200,
        wrongHits: { numerator: 0, denominator: 0, share: null, low: null, high: null },
        alarm: false,
        classes: [],
      }),
      warmUpState: () => warmUpOf(0),
      warmUp: ({ questions }) => warmUpOf(questions.split('\n').length),
      evict: async (key) => {
        evicted.push(key);
        return key !== 'missing';
      },
    },
    routing: {
      overview: async () => ({
        models: [],
        classes: [...overrides].map(([taskClass, override]) => ({
          taskClass: taskClass as 'faq',
          override,
          posteriors: [],
        })),
      }),
      override: async (taskClass, model) => {
        if (model === 'unheard-of') throw new DeskhandError('not-found');
        overrides.set(taskClass, model);
      },
    },
    settingsOverview: () => ({ settings: [{ name: 'PORT', value: '3000', about: 'The port.' }] }),
    readiness: async () => ({ ready: false, parts: { database: 'up', embedder: 'starting' } }),
    metrics: new Registry(),
  } satisfies Partial<AppComponents>;
  return { ...parts, uploads, evicted };
}

function warmUpOf(total: number) {
  return { total, done: 0, stored: 0, known: 0, refused: [], costUsd: 0, isRunning: total > 0 };
}
