import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FaultRule, ModelScript } from './script.ts';
import { startSimulator } from './simulator.ts';

const usage = `An OpenAI-compatible provider for trying the product without one.

  node e2e/simulator/main.ts [--port 8089] [--script FILE]

--script names a JSON file: { "models": [{ "id": "...", "firstTokenMs": 400, "tokensPerSecond": 60 }], "faults": [...] }.
Without it any model name answers after 400 ms with 60 tokens a second.
GET /simulator/bill tells what was billed; PUT /simulator/faults replaces the faults.`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8089' },
    script: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(usage);
else {
  const script: { models: ModelScript[]; faults?: FaultRule[] } = values.script
    ? JSON.parse(readFileSync(values.script, 'utf8'))
    : { models: [{ id: '*', firstTokenMs: 400, tokensPerSecond: 60 }] };
  const simulator = await startSimulator({ ...script, port: Number(values.port) });
  console.log(`simulator listens at ${simulator.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}
