import type { z } from 'zod';
import { wireErrorSchema } from '../../../shared/protocol.ts';
import { StaffError } from './staff-error.ts';

export interface StaffApiParts {
  /** Origin of the server; empty for the page's own. */
  url: string;
  /** The session ended: a request that needs one was refused as `not-signed-in`. */
  onSignedOut(): void;
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the agent and admin pages ask over HTTP (shared/admin-protocol.ts). Every failure is a `StaffError`. */
export class StaffApi {
  readonly #parts: StaffApiParts;

  constructor(parts: StaffApiParts) {
    this.#parts = parts;
  }

  /** Asks for `path`; an answer that does not fit the schema is the error `internal`. */
  async get<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.infer<Schema>> {
    return read(await this.#request(path, { signal }), schema);
  }

  /** Sends a JSON body, or a `FormData` as it is, and reads the answer. */
  async send<Schema extends z.ZodType>(
    method: Method,
    path: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> {
    return read(await this.#request(path, withBody(method, body)), schema);
  }

  /** Sends where the answer carries nothing. */
  async command(method: Method, path: string, body?: unknown): Promise<void> {
    await this.#request(path, withBody(method, body));
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    const response = await reach(`${this.#parts.url}${path}`, init);
    if (response.ok) return response;
    const known = wireErrorSchema.safeParse(await response.json().catch(() => null));
    const error = known.success ? known.data : unknownError(response.status);
    if (error.code === 'not-signed-in') this.#parts.onSignedOut();
    throw new StaffError(error);
  }
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init });
  } catch (cause) {
    throw new StaffError({ code: 'offline', retryable: true }, { cause });
  }
}

function withBody(method: Method, body: unknown): RequestInit {
  if (body === undefined) return { method };
  if (body instanceof FormData) return { method, body };
  const headers = { 'content-type': 'application/json' };
  return { method, headers, body: JSON.stringify(body) };
}

async function read<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new StaffError({ code: 'internal', retryable: false }, { cause: parsed.error });
}

/** A proxy in between answers in its own way. */
function unknownError(status: number) {
  return { code: 'internal', retryable: status >= 500 } as const;
}
