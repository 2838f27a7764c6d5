import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type EarlyServer, listenEarly } from './early-server.ts';

describe('a server that is not ready', () => {
  let server: EarlyServer;
  const start = async (): Promise<string> => {
    server = await listenEarly(0, '127.0.0.1');
    return `http://127.0.0.1:${server.port}`;
  };
  afterEach(() => {
    server.httpServer.closeAllConnections();
    server.httpServer.close();
  });

  it('tells at once when to come again', async () => {
    const url = await start();
    const response = await fetch(`${url}/api/visitor`, {
      method: 'POST',
      body: '{}',
      signal: AbortSignal.timeout(5_000),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ retryable: true, retryAfterMs: 1_000 });
  });

  it('tells it to a socket too', async () => {
    const url = await start();
    const status = await new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket' };
      request(`${url}/socket.io/`, { headers, timeout: 5_000 }, ({ statusCode }) =>
        resolve(statusCode),
      )
        .once('error', reject)
        .end();
    });
    expect(status).toBe(503);
  });

  it('leaves every request to the real handler from then on', async () => {
    const url = await start();
    server.handOver();
    server.httpServer.on('request', (_request, response) => response.end('here'));
    expect(await (await fetch(url)).text()).toBe('here');
  });

  it('says so where the port is taken', async () => {
    await start();
    await expect(listenEarly(server.port, '127.0.0.1')).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
