import type { ModelScript } from '../simulator/script.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { childInput, tellParent } from './child-process.ts';

const { models } = (await childInput()) as { models: ModelScript[] };
const simulator = await startSimulator({ models });
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
tellParent({ url: simulator.url });
