import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const folder = join('engine.io-client', 'build', 'esm', 'transports');

/**
 * Leaves out of a page the transports that its sockets never use. Socket.IO's client brings polling and WebTransport along in one
 * table by name; ours ask for a WebSocket alone.
 */
export function onlyWebSocket(): Plugin {
  return {
    name: 'only-websocket',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source !== './transports/index.js' || importer === undefined) return null;
      const transports = join(dirname(importer), 'transports');
      return transports.endsWith(folder) ? `\0${transports}` : null;
    },
    load(id) {
      if (!id.startsWith('\0') || !id.endsWith(folder)) return null;
      const file = JSON.stringify(join(id.slice(1), 'websocket.js'));
      return `import { WS } from ${file};\nexport const transports = { websocket: WS };`;
    },
  };
}
