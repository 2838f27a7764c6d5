/** Which pages may talk to the server and which may frame the widget. */
export interface Origins {
  /** The page is the server's own. An absent origin is no browser's and passes: it carries no one else's cookies. */
  isOwn(origin: string | undefined, host: string | undefined): boolean;
  /** The server's own or one that may embed the widget. */
  isAllowed(origin: string | undefined, host: string | undefined): boolean;
  /** Sources for `frame-ancestors` of the widget. */
  readonly frameAncestors: string[];
}

/** `allowed`: origins, or `*` for any. `publicUrl` is where users reach the server, when it is known. */
export function createOrigins(allowed: readonly string[], publicUrl?: string): Origins {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  const any = allowed.includes('*');
  const listed = new Set(allowed.filter((origin) => origin !== '*').map(normalised));

  const isOwn = (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    return url.origin === publicOrigin || (host !== undefined && url.host === host);
  };
  return {
    isOwn,
    isAllowed: (origin, host) =>
      isOwn(origin, host) || any || (origin !== undefined && listed.has(normalised(origin))),
    frameAncestors: any ? ['*'] : ["'self'", ...listed],
  };
}

function normalised(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).origin : origin;
}
