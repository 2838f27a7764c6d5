import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { devPages } from './building/dev-pages.ts';
import { places } from './building/places.ts';

/** The development server of `client/dev.ts`. What is delivered is built by `client/build.ts`. */
export default defineConfig({
  root: places.client,
  publicDir: false,
  appType: 'mpa',
  plugins: [react(), devPages()],
});
