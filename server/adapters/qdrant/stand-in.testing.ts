import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { publishedShapes, type StandInFilter } from './stand-in-requests.ts';

interface StoredPoint {
  id: string;
  vector: Record<string, number[]>;
  payload: Record<string, unknown>;
}

interface Collection {
  vectors: Record<string, { size: number; distance: string }>;
  points: Map<string, StoredPoint>;
}

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface QdrantStandIn {
  url: string;
  /** Requests that Qdrant would not have taken; empty when all was well. */
  refused: string[];
  close(): Promise<void>;
}

/**
 * Answers as Qdrant does, over HTTP, to the few requests that the adapter sends; anything else, any unknown field, any write
 * that does not wait and any search that asks for a compressed answer is refused and remembered.
 */
export async function startQdrantStandIn(port = 0): Promise<QdrantStandIn> {
  const collections = new Map<string, Collection>();
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const answer = await respond(collections, request).then(
      (result) => ({ status: 200, body: { result, status: 'ok', time: 0.001 } }),
      (error: Error) => ({
        status: error instanceof Refusal ? error.status : 400,
        body: { status: { error: error.message }, time: 0.001 },
      }),
    );
    if (answer.status === 400) refused.push(`${request.method} ${request.url}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  collections: Map<string, Collection>,
  request: IncomingMessage,
): Promise<unknown> {
  const url = new URL(request.url ?? '', 'http://stand-in');
  const [, root, name = '', ...rest] = url.pathname.split('/');
  if (root !== 'collections' || name === '') throw new Refusal(400, 'no such path');
  const body = await readBody(request);
  const operation = `${request.method} ${rest.join('/')}`;
  if (operation === 'GET exists') return { exists: collections.has(name) };
  if (operation === 'PUT ') return create(collections, name, body);
  const collection = collections.get(name);
  if (collection === undefined) throw new Refusal(404, `Collection ${name} not found`);
  switch (operation) {
    case 'GET ':
      return describeCollection(collection);
    case 'PUT index':
      publishedShapes.createIndex.parse(body);
      return mustWait(url);
    case 'PUT points':
      return upsert(collection, url, body);
    case 'POST points/delete':
      return remove(collection, url, body);
    case 'POST points/query':
      mustNotCompress(request);
      return query(collection, body);
    case 'POST points/count':
      publishedShapes.count.parse(body);
      return { count: collection.points.size };
    default:
      throw new Refusal(400, `no such operation: ${operation}`);
  }
}

/** A compressed answer comes 40 ms later than a plain one. */
function mustNotCompress({ headers }: IncomingMessage): void {
  if (headers['accept-encoding'] !== 'identity') throw new Refusal(400, 'asks for compression');
}

function create(collections: Map<string, Collection>, name: string, body: unknown): boolean {
  const { vectors } = publishedShapes.createCollection.parse(body);
  if (collections.has(name)) throw new Refusal(409, `Collection ${name} already exists`);
  collections.set(name, { vectors, points: new Map() });
  return true;
}

function describeCollection({ vectors, points }: Collection): unknown {
  return {
    status: 'green',
    points_count: points.size,
    config: { params: { vectors, shard_number: 1 } },
  };
}

function upsert(collection: Collection, url: URL, body: unknown): unknown {
  const { points } = publishedShapes.upsert.parse(body);
  for (const { vector } of points) {
    for (const [name, values] of Object.entries(vector)) checkSize(collection, name, values);
  }
  for (const point of points) collection.points.set(point.id, point);
  return mustWait(url);
}

function remove(collection: Collection, url: URL, body: unknown): unknown {
  const selector = publishedShapes.delete.parse(body);
  if ('points' in selector) {
    for (const id of selector.points) collection.points.delete(id);
    return mustWait(url);
  }
  for (const point of [...collection.points.values()]) {
    if (passes(point, selector.filter)) collection.points.delete(point.id);
  }
  return mustWait(url);
}

function query(collection: Collection, body: unknown): unknown {
  const asked = publishedShapes.query.parse(body);
  checkSize(collection, asked.using, asked.query);
  const points = [...collection.points.values()]
    .filter((point) => passes(point, asked.filter))
    .map(({ id, vector, payload }) => ({
      id,
      version: 0,
      score: cosine(asked.query, vector[asked.using] ?? []),
      payload,
    }))
    .filter(({ score }) => score >= (asked.score_threshold ?? Number.NEGATIVE_INFINITY))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, asked.limit);
  return { points };
}

function checkSize(collection: Collection, name: string, values: number[]): void {
  const size = collection.vectors[name]?.size;
  if (size !== values.length) throw new Refusal(400, `Wrong input: vector ${name}, size ${size}`);
}

function passes({ payload }: StoredPoint, { must }: StandInFilter): boolean {
  return must.every(({ key, match }) => {
    const wanted = 'any' in match ? match.any : [match.value];
    return wanted.some((value) => [valueAt(payload, key)].flat().includes(value));
  });
}

function valueAt(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key],
      payload,
    );
}

function cosine(left: number[], right: number[]): number {
  const dot = (one: number[], other: number[]) =>
    one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return dot(left, right) / (Math.sqrt(dot(left, left) * dot(right, right)) || 1);
}

/** A write that does not wait would not be searchable when the adapter says so. */
function mustWait(url: URL): unknown {
  if (url.searchParams.get('wait') !== 'true') throw new Refusal(400, 'the write does not wait');
  return { operation_id: 1, status: 'completed' };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
