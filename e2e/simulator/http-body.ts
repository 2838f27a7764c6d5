import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** Reads a request's JSON body; null when it is none. */
export async function readJson<Body>(request: IncomingMessage): Promise<Body | null> {
  try {
    return JSON.parse(await text(request)) as Body;
  } catch {
    return null;
  }
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** An error in OpenAI's shape. */
export function sendProviderError(
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  sendJson(response, status, { error: { message, type: code, code, param: null } });
}
