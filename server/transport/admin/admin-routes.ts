import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { SettingsOverview } from '../../../shared/admin-protocol.ts';
import type { AgentDesk } from '../../conversation/desk.ts';
import type { Accounts } from '../../ports/accounts.ts';
import type { Origins } from '../authentication/origins.ts';
import { refuseCrossSite } from '../authentication/refuse-cross-site.ts';
import { requireRole } from '../authentication/require-role.ts';
import type { HttpEnvironment } from '../http/environment.ts';
import { largestBody } from '../http/input.ts';
import { type AlertReader, alertRoutes } from './alert-routes.ts';
import { type CacheAdmin, cacheRoutes } from './cache-routes.ts';
import { type ConversationReader, conversationRoutes } from './conversation-routes.ts';
import { type EstimateReader, estimateRoutes } from './estimate-routes.ts';
import { type FigureReader, figureRoutes } from './figure-routes.ts';
import { type KnowledgeAdmin, knowledgeRoutes } from './knowledge-routes.ts';
import { type RoutingAdmin, routingRoutes } from './routing-routes.ts';
import { userRoutes } from './user-routes.ts';

export interface AdminRouteParts {
  accounts: Accounts;
  conversations: ConversationReader;
  figures: FigureReader;
  alerts: AlertReader;
  estimate: EstimateReader;
  knowledge: KnowledgeAdmin;
  caches: CacheAdmin;
  routing: RoutingAdmin;
  settings: () => SettingsOverview;
  agentConnections: { endUser(userId: string): void };
  desk: { agents: Pick<AgentDesk, 'release'> };
  origins: Origins;
}

const uploadPath = '/api/admin/knowledge/documents';

/** Everything below `/api/admin`: for admins, one conversation for agents too. */
export function adminRoutes(parts: AdminRouteParts): Hono<HttpEnvironment> {
  const routes = new Hono<HttpEnvironment>();
  const smallBody = largestBody();
  routes.use(refuseCrossSite(parts.origins));
  routes.use('/conversations/:id', requireRole(parts.accounts, 'agent', 'admin'));
  routes.route('/', conversationRoutes(parts.conversations));

  routes.use(requireRole(parts.accounts, 'admin'));
  routes.use(
    createMiddleware<HttpEnvironment>((context, next) =>
      context.req.path === uploadPath ? next() : smallBody(context, next),
    ),
  );
  routes.route('/', figureRoutes(parts.figures));
  routes.route('/', alertRoutes(parts.alerts));
  routes.route('/', estimateRoutes(parts.estimate));
  routes.route('/', knowledgeRoutes(parts.knowledge));
  routes.route('/', userRoutes(parts.accounts, parts.agentConnections, parts.desk.agents));
  routes.route('/', cacheRoutes(parts.caches));
  routes.route('/', routingRoutes(parts.routing));
  routes.get('/settings', (context) => context.json(parts.settings()));
  return routes;
}
