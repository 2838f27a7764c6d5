import OpenAI from 'openai';

export interface Endpoint {
  /** Base URL of an OpenAI-compatible API, usually ending in /v1. */
  baseUrl: string;
  /** Absent for endpoints that ask for none. */
  apiKey?: string | undefined;
}

/** A client that neither retries nor logs: retries and records are decided above, where the whole turn is known. */
export function createClient({ baseUrl, apiKey }: Endpoint): OpenAI {
  return new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0, logLevel: 'off' });
}
