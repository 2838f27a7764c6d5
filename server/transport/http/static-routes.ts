import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { HttpEnvironment } from './environment.ts';

/** Single-page apps: any path below serves the app's page, which reads the path itself. */
const apps = ['widget', 'agent', 'admin'];

/**
 * The built client from `folder`: the shop on `/`, the apps, `widget.js`. Files with a hash in their name are kept for good,
 * `widget.js` for 5 minutes as it is named in other people's pages, and pages are asked for anew each time.
 */
export function staticRoutes(folder: string): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const file: MiddlewareHandler<HttpEnvironment> = serveStatic({
    root: folder,
    onFound: (path, context) => context.header('Cache-Control', cacheControl(path)),
  });
  routes.use(compress(), etag(), file);
  for (const app of apps) {
    const page = serveStatic<HttpEnvironment>({
      root: folder,
      path: `${app}/index.html`,
      onFound: (path, context) => context.header('Cache-Control', cacheControl(path)),
    });
    routes.get(`/${app}`, page);
    // A name with a dot is a file, and one that is not there is not the page.
    routes.get(`/${app}/:path{[^.]+}`, page);
  }
  return routes;
}

function cacheControl(path: string): string {
  if (/[/\\]assets[/\\]/.test(path)) return 'public, max-age=31536000, immutable';
  if (/[/\\]widget\.js$/.test(path)) return 'public, max-age=300';
  return 'no-cache';
}
