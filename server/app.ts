import type { Server as HttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Server, ServerOptions } from 'socket.io';
import type { SettingsOverview } from '../shared/admin-protocol.ts';
import type { Desk } from './conversation/desk.ts';
import type { Accounts } from './ports/accounts.ts';
import type { RateLimiter } from './ports/rate-limiter.ts';
import { type AdminRouteParts, adminRoutes } from './transport/admin/admin-routes.ts';
import type { AlertReader } from './transport/admin/alert-routes.ts';
import type { CacheAdmin } from './transport/admin/cache-routes.ts';
import type { ConversationReader } from './transport/admin/conversation-routes.ts';
import type { EstimateReader } from './transport/admin/estimate-routes.ts';
import type { FigureReader } from './transport/admin/figure-routes.ts';
import type { KnowledgeAdmin } from './transport/admin/knowledge-routes.ts';
import type { RoutingAdmin } from './transport/admin/routing-routes.ts';
import { createOrigins } from './transport/authentication/origins.ts';
import { VisitorTokens } from './transport/authentication/visitor-tokens.ts';
import type { HttpEnvironment } from './transport/http/environment.ts';
import { errorResponse, notFoundResponse } from './transport/http/error-response.ts';
import { healthRoutes, type Readiness } from './transport/http/health-routes.ts';
import {
  type MetricsAccess,
  type MetricsText,
  metricsRoute,
} from './transport/http/metrics-route.ts';
import { securityHeaders } from './transport/http/security-headers.ts';
import { type SessionRouteParts, sessionRoutes } from './transport/http/session-routes.ts';
import { staticRoutes } from './transport/http/static-routes.ts';
import { type VisitorRouteParts, visitorRoutes } from './transport/http/visitor-routes.ts';
import { createLimits, type LimitSettings } from './transport/limits/limits.ts';
import { AgentConnections } from './transport/sockets/agent-connections.ts';
import { createAgentNamespace } from './transport/sockets/agent-namespace.ts';
import { createCustomerNamespace } from './transport/sockets/customer-namespace.ts';
import type { OnRefusal } from './transport/sockets/event-table.ts';
import { fanOut } from './transport/sockets/fan-out.ts';
import { createSocketServer } from './transport/sockets/socket-server.ts';

/** What of the settings the transport needs. */
export interface AppSettings extends LimitSettings, MetricsAccess {
  allowedOrigins: readonly string[];
  trustProxy: boolean;
  /** Sites a visitor may say they come from. */
  sites: readonly string[];
  /** Signs visitors' tokens: at least 32 bytes, the same on every node. */
  visitorSecret: Uint8Array;
  /** The built client. */
  clientFolder: string;
  /** How often agents' connections are checked for a sign-in that ended elsewhere. */
  sessionCheckMs: number;
}

/** What the transport serves, made by the composition root or a test. */
export interface AppComponents {
  settings: AppSettings;
  desk: Desk;
  accounts: Accounts;
  conversations: ConversationReader;
  figures: FigureReader;
  alerts: AlertReader;
  estimate: EstimateReader;
  knowledge: KnowledgeAdmin;
  caches: CacheAdmin;
  routing: RoutingAdmin;
  settingsOverview: () => SettingsOverview;
  /** Shared by all nodes: visitors, addresses, sign-ins. */
  rateLimiter: RateLimiter;
  /** Of this process: limits of one connection need no one else's count. */
  connectionLimiter: RateLimiter;
  readiness: () => Promise<Readiness>;
  metrics: MetricsText;
  logger: Logger;
  /** Hears of each event of a customer that was answered with a code instead of a value. */
  onRefusal?: OnRefusal;
  /** Socket.IO adapter that reaches the other nodes; absent: this process only. */
  socketAdapter?: ServerOptions['adapter'];
}

export interface App {
  io: Server;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Puts HTTP routes and sockets on the server; who calls it listens on the port. */
export function createApp(httpServer: HttpServer, components: AppComponents): App {
  const { settings, desk, accounts, logger } = components;
  const shared = {
    ...components,
    origins: createOrigins(settings.allowedOrigins, settings.publicUrl),
    limits: createLimits(settings),
    trustProxy: settings.trustProxy,
    sites: settings.sites,
    visitorTokens: new VisitorTokens(settings.visitorSecret),
  };

  const http = new Hono<HttpEnvironment>();
  // Before Socket.IO is attached, which passes on what is not its own.
  httpServer.on('request', getRequestListener(http.fetch));
  const io = createSocketServer(httpServer, components.socketAdapter);
  const customers = createCustomerNamespace(io, { ...shared, desk: desk.customers });
  const agents = createAgentNamespace(io, { ...shared, desk: desk.agents });
  const stopFanOut = fanOut(desk, customers, agents, {
    alone: components.socketAdapter === undefined,
    logger,
  });
  const agentConnections = new AgentConnections(agents, accounts, {
    everyMs: settings.sessionCheckMs,
    logger,
  });

  addRoutes(http, components, {
    ...shared,
    agentConnections,
    settings: components.settingsOverview,
  });
  return {
    io,
    async close() {
      stopFanOut();
      agentConnections.close();
      await io.close();
    },
  };
}

function addRoutes(
  http: Hono<HttpEnvironment>,
  { settings, accounts, readiness, metrics, logger }: AppComponents,
  parts: AdminRouteParts & SessionRouteParts & VisitorRouteParts,
): void {
  http.onError(errorResponse(logger));
  http.notFound(notFoundResponse);
  http.use(securityHeaders(parts.origins, settings.publicUrl));
  http.use('/api/*', async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  http.route('/api', healthRoutes(readiness));
  http.route('/api', visitorRoutes(parts));
  http.route('/api', sessionRoutes(parts));
  http.route('/api/admin', adminRoutes(parts));
  http.all('/api/*', notFoundResponse);
  http.route('/', metricsRoute(metrics, accounts, settings));
  http.route('/', staticRoutes(settings.clientFolder));
}
