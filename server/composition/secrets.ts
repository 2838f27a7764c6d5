import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';

export interface Secrets {
  visitorSecret: Uint8Array;
  sessionSecret: string;
  /** Keeps visitors' addresses from being read out of the database. */
  addressSecret: Uint8Array;
}

/**
 * The keys that sign visitors' tokens and sessions, derived from one secret: the setting, or a random one kept in the data
 * folder. Nodes that share a database must share the setting.
 */
export async function openSecrets(
  config: Pick<Config, 'deskhandSecret' | 'dataFolder'>,
): Promise<Secrets> {
  const master = config.deskhandSecret ?? (await ownSecret(config.dataFolder));
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', master, '', `deskhand ${purpose}`, 32));
  return {
    visitorSecret: derive('visitors'),
    addressSecret: derive('addresses'),
    sessionSecret: Buffer.from(derive('sessions')).toString('base64url'),
  };
}

async function ownSecret(dataFolder: string): Promise<string> {
  const file = join(dataFolder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null && kept.trim() !== '') return kept.trim();
  const made = randomBytes(48).toString('base64url');
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
