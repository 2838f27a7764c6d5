import { build, type Plugin, type Rolldown } from 'vite';
import { loaderBuild } from './configurations.ts';
import { places } from './places.ts';

const apps = /^\/(widget|agent|admin)(\/[^.]*)?$/;

/** Gives the pages the same addresses as the server does, and `widget.js` as the classic script it is. */
export function devPages(): Plugin {
  return {
    name: 'deskhand-dev-pages',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [path = '', query] = (request.url ?? '').split('?');
        if (path === '/widget.js') {
          builtLoader().then((code) => {
            response.setHeader('content-type', 'text/javascript');
            response.end(code);
          }, next);
          return;
        }
        const app = apps.exec(path)?.[1];
        const page = path === '/' ? 'shop' : app;
        if (page !== undefined) {
          request.url = `/${page}/index.html${query === undefined ? '' : `?${query}`}`;
        }
        next();
      });
    },
  };
}

async function builtLoader(): Promise<string> {
  const configuration = loaderBuild();
  const built = await build({
    ...configuration,
    root: places.client,
    build: { ...configuration.build, write: false, minify: false },
  });
  const [output] = [built].flat() as Rolldown.RolldownOutput[];
  return output?.output[0].code ?? '';
}
