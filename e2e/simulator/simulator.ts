import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Billing } from './billing.ts';
import { type ChatRequest, serveChat } from './chat-completions.ts';
import { type EmbeddingsRequest, embeddingsBody } from './embeddings.ts';
import { FaultPlan } from './faults.ts';
import { readJson, sendJson, sendProviderError } from './http-body.ts';
import { PromptCache } from './prompt-cache.ts';
import { readPrompt } from './reading.ts';
import type { FaultRule, ModelBill, ModelScript, SeenRequest } from './script.ts';
import { countTokens } from './tokens.ts';

export interface SimulatorOptions {
  /** Scripts by model. A model that is not listed does not exist, unless one is named "*". */
  models: ModelScript[];
  faults?: FaultRule[];
  /** 0, the default, takes any free port. */
  port?: number;
}

/** A running simulator of an OpenAI-compatible provider. */
export interface Simulator {
  /** Base URL for a client, ending in /v1. */
  url: string;
  bill(): Record<string, ModelBill>;
  requests(): SeenRequest[];
  /** Replaces all rules; their counts start anew. */
  setFaults(rules: FaultRule[]): void;
  setModels(models: ModelScript[]): void;
  /** Stops listening and drops every connection: connections are refused from then on. */
  goDown(): Promise<void>;
  /** Listens again at the same address. */
  comeUp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the simulator. Its state can be read and changed over HTTP too, under /simulator. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const provider = new SimulatedProvider(options);
  const server = createServer((request, response) => void provider.serve(request, response));
  const port = await listen(server, options.port ?? 0);
  const goDown = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    bill: () => provider.billing.all(),
    requests: () => provider.seen.slice(),
    setFaults: (rules) => provider.setFaults(rules),
    setModels: (models) => provider.setModels(models),
    goDown,
    comeUp: async () => {
      if (!server.listening) await listen(server, port);
    },
    close: goDown,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

class SimulatedProvider {
  readonly billing = new Billing();
  readonly seen: SeenRequest[] = [];
  readonly #promptCache = new PromptCache();
  #models: ModelScript[];
  #faults: FaultPlan;
  #completions = 0;

  constructor(options: SimulatorOptions) {
    this.#models = options.models;
    this.#faults = new FaultPlan(options.faults ?? []);
  }

  setFaults(rules: FaultRule[]): void {
    this.#faults = new FaultPlan(rules);
  }

  setModels(models: ModelScript[]): void {
    this.#models = models;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = `${request.method} ${request.url?.split('?')[0]}`;
    if (path === 'POST /v1/chat/completions') await this.#chat(request, response);
    else if (path === 'POST /v1/embeddings') await this.#embeddings(request, response);
    else if (path === 'GET /v1/models') this.#listModels(response);
    else if (path === 'GET /simulator/bill') sendJson(response, 200, this.billing.all());
    else if (path === 'GET /simulator/requests') sendJson(response, 200, this.seen);
    else if (path === 'PUT /simulator/faults') await this.#replaceFaults(request, response);
    else sendProviderError(response, 404, 'not_found', `No such path: ${path}`);
  }

  async #chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson<ChatRequest>(request);
    if (!body) return sendProviderError(response, 400, 'invalid_request_error', 'Not JSON.');
    const script = this.#scriptOf(body.model);
    if (!script) return sendProviderError(response, 404, 'model_not_found', 'No such model.');
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const fault = this.#faults.next(script.id);
    this.#note(body, fault?.kind ?? null);
    const bill = this.billing.of(script.id);
    bill.requests += 1;
    const nextId = (): string => `chatcmpl-${++this.#completions}`;
    const { billing } = this;
    const promptCache = this.#promptCache;
    try {
      await serveChat(body, response, {
        script,
        fault,
        billing,
        promptCache,
        nextId,
        gone: gone.signal,
      });
    } catch (error) {
      if (!gone.signal.aborted) throw error;
      bill.aborted += 1;
    }
  }

  #note(body: ChatRequest, fault: SeenRequest['fault']): void {
    const { model, messages, stream = false } = body;
    const continuation = readPrompt(messages).continueFrom !== null;
    this.seen.push({ model, messages, stream, fault, continuation });
    if (this.seen.length > 10_000) this.seen.shift();
  }

  #scriptOf(model: string): ModelScript | undefined {
    const any = this.#models.find((script) => script.id === '*');
    return this.#models.find((script) => script.id === model) ?? (any && { ...any, id: model });
  }

  async #embeddings(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson<EmbeddingsRequest>(request);
    if (!body) return sendProviderError(response, 400, 'invalid_request_error', 'Not JSON.');
    const fault = this.#faults.next(body.model);
    if (fault?.kind === 'server-error') {
      return sendProviderError(response, fault.status ?? 503, 'server_error', 'Overloaded.');
    }
    const inputs = typeof body.input === 'string' ? [body.input] : body.input;
    const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
    const bill = this.billing.of(body.model);
    bill.requests += 1;
    bill.inputTokens += tokens;
    if (fault?.kind === 'hang') {
      await once(response, 'close');
      bill.aborted += 1;
      return;
    }
    bill.completed += 1;
    const { reportsUsage = true } = this.#scriptOf(body.model) ?? {};
    sendJson(response, 200, embeddingsBody(body, reportsUsage ? tokens : null));
  }

  #listModels(response: ServerResponse): void {
    const data = this.#models.map(({ id }) => ({
      id,
      object: 'model',
      created: 0,
      owned_by: 'simulator',
    }));
    sendJson(response, 200, { object: 'list', data });
  }

  async #replaceFaults(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const rules = await readJson<FaultRule[]>(request);
    if (!Array.isArray(rules)) {
      return sendProviderError(response, 400, 'invalid_request_error', 'Expected a list of rules.');
    }
    this.setFaults(rules);
    response.writeHead(204).end();
  }
}
