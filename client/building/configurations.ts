import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { onlyWebSocket } from './only-websocket.ts';
import { pages, places } from './places.ts';

const common: InlineConfig = {
  configFile: false,
  root: places.client,
  publicDir: false,
  logLevel: 'warn',
};

/** The loader: one classic script that other people's pages name, so its name never changes. */
export function loaderBuild(): InlineConfig {
  return {
    ...common,
    build: {
      outDir: places.built,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: places.loader,
        output: { format: 'iife', entryFileNames: 'widget.js' },
      },
    },
  };
}

/** One build a page, so that no page carries what only another needs. A page that does not exist is left out. */
export function pageBuilds(): InlineConfig[] {
  return pages
    .filter((page) => existsSync(join(places.client, page, 'index.html')))
    .map((page) => ({
      ...common,
      plugins: [onlyWebSocket(), react()],
      build: {
        outDir: places.built,
        emptyOutDir: false,
        target: 'es2022',
        assetsDir: 'assets',
        // The widget's content security policy knows no inline data but images.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 1_500,
        manifest: `.vite/${page}.json`,
        modulePreload: false,
        rolldownOptions: { input: join(places.client, page, 'index.html') },
      },
    }));
}
