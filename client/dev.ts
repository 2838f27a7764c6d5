import { spawn } from 'node:child_process';
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

/** Runs the server from its sources beside this process and starts it again when they change. */
function runServer(): void {
  const main = join(places.project, 'server/main.ts');
  const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', main], {
    cwd: places.project,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.kill(signal);
      process.exit(0);
    });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5173' },
      // A server that runs already; without it, one is run at its usual address.
      target: { type: 'string' },
    },
  });
  if (values.target === undefined) runServer();
  const target = values.target ?? 'http://localhost:3000';
  const server = await startDevServer({ port: Number(values.port), target });
  server.printUrls();
}
