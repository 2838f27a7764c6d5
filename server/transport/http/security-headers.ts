import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Origins } from '../authentication/origins.ts';
import type { HttpEnvironment } from './environment.ts';

/** Inline styles are the component library's way to set its variables; scripts only ever come from the server. */
const contentSecurityPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
};

/**
 * Security headers of every answer. Pages cannot be framed, but for the widget by the pages that may embed it;
 * `widget.js` may be loaded by any page. With https as `publicUrl` browsers are told to come back by TLS only.
 */
export function securityHeaders(
  origins: Origins,
  publicUrl: string | undefined,
): MiddlewareHandler<HttpEnvironment> {
  const csp = {
    ...contentSecurityPolicy,
    connectSrc: ["'self'", ...socketOrigin(publicUrl)],
  };
  const common = {
    strictTransportSecurity: publicUrl?.startsWith('https:')
      ? 'max-age=31536000; includeSubDomains'
      : false,
    referrerPolicy: 'strict-origin-when-cross-origin',
    xFrameOptions: false,
    xXssProtection: false,
  };
  const page = secureHeaders({
    ...common,
    xFrameOptions: 'DENY',
    contentSecurityPolicy: { ...csp, frameAncestors: ["'none'"] },
  });
  const widget = secureHeaders({
    ...common,
    crossOriginResourcePolicy: 'cross-origin',
    contentSecurityPolicy: { ...csp, frameAncestors: origins.frameAncestors },
  });
  return (context, next) => {
    const { path } = context.req;
    const isEmbedded = path === '/widget.js' || path === '/widget' || path.startsWith('/widget/');
    return isEmbedded ? widget(context, next) : page(context, next);
  };
}

/** Older browsers do not take `'self'` to mean the server's WebSocket too. */
function socketOrigin(publicUrl: string | undefined): string[] {
  return publicUrl === undefined ? [] : [new URL(publicUrl).origin.replace(/^http/, 'ws')];
}
