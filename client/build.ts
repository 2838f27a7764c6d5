import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { loaderBuild, pageBuilds } from './building/configurations.ts';
import { places } from './building/places.ts';
import { isStale, recordBuilt, sourceHash } from './building/source-hash.ts';

export { isStale } from './building/source-hash.ts';

/** Builds every page and the loader into `dist/client`. Throws when one does not build; what was there is gone then. */
export async function buildClient(): Promise<void> {
  const hash = sourceHash();
  rmSync(places.built, { recursive: true, force: true });
  for (const configuration of [loaderBuild(), ...pageBuilds()]) await build(configuration);
  renameSync(join(places.built, 'shop/index.html'), join(places.built, 'index.html'));
  rmSync(join(places.built, 'shop'), { recursive: true });
  recordBuilt(hash);
}

if (import.meta.main) {
  const isAsked = process.argv.includes('--force');
  if (isAsked || isStale()) {
    const startedAt = performance.now();
    await buildClient();
    console.log(`client built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  } else {
    console.log('client is up to date');
  }
}
