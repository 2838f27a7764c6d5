import { Hono } from 'hono';
import {
  type DocumentRecord,
  type IngestionJob,
  type KnowledgeOverview,
  maxUploadBytes,
  type UploadFields,
  uploadFieldsSchema,
} from '../../../shared/admin-protocol.ts';
import { DeskhandError } from '../../errors.ts';
import type { HttpContext, HttpEnvironment } from '../http/environment.ts';
import { largestBody, parsed } from '../http/input.ts';

export interface UploadedFile extends UploadFields {
  /** The last part of the name only, at most 200 characters. */
  fileName: string;
  bytes: Uint8Array;
}

/** What admins do with the knowledge base. */
export interface KnowledgeAdmin {
  overview(): Promise<KnowledgeOverview>;
  document(documentId: string): Promise<DocumentRecord | null>;
  /**
   * Takes the file in and returns the job that ingests it.
   * Throws `document-unsupported` for a kind of file that is never read; what is wrong inside shows on the job.
   */
  upload(file: UploadedFile): Promise<IngestionJob>;
  /** False when there is no such document. It is gone from search and caches when this resolves. */
  deleteDocument(documentId: string): Promise<boolean>;
  /** Reads the knowledge folder again. */
  ingestFolder(): Promise<IngestionJob>;
  job(jobId: string): Promise<IngestionJob | null>;
}

/** Room for the form around a file of the greatest size. */
const formOverheadBytes = 64 * 1024;

export function knowledgeRoutes(knowledge: KnowledgeAdmin): Hono<HttpEnvironment> {
  const uploadLimit = largestBody(maxUploadBytes + formOverheadBytes, 'document-too-large');
  return new Hono<HttpEnvironment>()
    .get('/knowledge', async (context) => context.json(await knowledge.overview()))
    .post('/knowledge/documents', uploadLimit, async (context) =>
      context.json(await knowledge.upload(await uploadedFile(context)), 202),
    )
    .get('/knowledge/documents/:id', async (context) =>
      context.json(found(await knowledge.document(context.req.param('id')))),
    )
    .delete('/knowledge/documents/:id', async (context) => {
      const isDeleted = await knowledge.deleteDocument(context.req.param('id'));
      if (!isDeleted) throw new DeskhandError('not-found');
      return context.body(null, 204);
    })
    .post('/knowledge/ingest', async (context) => context.json(await knowledge.ingestFolder(), 202))
    .get('/knowledge/jobs/:id', async (context) =>
      context.json(found(await knowledge.job(context.req.param('id')))),
    );
}

async function uploadedFile(context: HttpContext): Promise<UploadedFile> {
  if (!/^multipart\/form-data\b/i.test(context.req.header('content-type') ?? '')) {
    throw new DeskhandError('invalid-payload');
  }
  const form = await context.req.formData().catch((cause: unknown) => {
    if (cause instanceof DeskhandError) throw cause;
    throw new DeskhandError('invalid-payload');
  });
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0) throw new DeskhandError('invalid-payload');
  if (file.size > maxUploadBytes) throw new DeskhandError('document-too-large');
  const fields = parsed(uploadFieldsSchema, {
    audience: form.get('audience') ?? undefined,
    volatility: form.get('volatility') ?? undefined,
    locale: form.get('locale') ?? undefined,
  });
  const fileName = (file.name.split(/[/\\]/).at(-1) ?? '').slice(-200);
  return { ...fields, fileName, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function found<Value>(value: Value | null): Value {
  if (value === null) throw new DeskhandError('not-found');
  return value;
}
