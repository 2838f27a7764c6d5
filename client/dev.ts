import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, type ProxyOptions, type ViteDevServer } from 'vite';
import { places } from './building/places.ts';

export interface DevServerOptions {
  /** Where to listen; 0 for any free port. */
  port: number;
  /** The running server, such as `http://localhost:3000`. */
  target: string;
}

/** Serves the client from its sources with hot reload and passes everything else on to the running server. */
export async function startDevServer({ port, target }: DevServerOptions): Promise<ViteDevServer> {
  const proxied: ProxyOptions = {
    target,
    ws: true,
    changeOrigin: true,
    // The server only lets its own pages in, and these stand for them.
    configure: (proxy) => {
      proxy.on('proxyReq', (request) => request.setHeader('origin', target));
      proxy.on('proxyReqWs', (request) => request.setHeader('origin', target));
    },
  };
  const server = await createServer({
    configFile: join(places.client, 'vite.config.ts'),
    server: { port, proxy: { '/api': proxied, '/socket.io': proxied } },
  });
  return server.listen();
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5173' },
      target: { type: 'string', default: 'http://localhost:3000' },
    },
  });
  const server = await startDevServer({ port: Number(values.port), target: values.target });
  server.printUrls();
}
