import { join } from 'node:path';

const project = join(import.meta.dirname, '../..');

/** Where the client's sources are and where the built client goes. */
export const places = {
  project,
  client: join(project, 'client'),
  built: join(project, 'dist/client'),
  loader: join(project, 'client/widget/loader.ts'),
};

/** The pages, by the folder that holds their `index.html`. The shop is served at `/`. */
export const pages = ['shop', 'widget', 'agent', 'admin'] as const;
