import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { firstLoad } from './first-load.js';
import { firstWords } from './first-words.js';
import { lightEmoji } from './light-emoji.js';
import { lightFormulas } from './light-formulas.js';
import { pdfFiles } from './pdf-files.js';
import { preloadFonts } from './preload-fonts.js';

export default defineConfig(({ mode }) => {
  const hub = `http://127.0.0.1:${loadEnv(mode, '..', 'PORT').PORT ?? '3000'}`;
  return {
    root: import.meta.dirname,
    plugins: [
      react(),
      lightEmoji(),
      lightFormulas(),
      pdfFiles(),
      preloadFonts(['figtree-latin-wght-normal', 'bricolage-grotesque-latin-wght-normal']),
      firstWords(),
      firstLoad([
        {
          path: '/',
          page: 'src/features/landing/pages/landing-page.tsx',
          words: 'src/features/landing/landing.{lang}.ts',
        },
        {
          path: '/sign-in',
          page: 'src/features/accounts/pages/sign-in-page.tsx',
          words: 'src/features/accounts/accounts.{lang}.ts',
        },
        {
          path: '/register',
          page: 'src/features/accounts/pages/register-page.tsx',
          words: 'src/features/accounts/accounts.{lang}.ts',
        },
      ]),
    ],
    resolve: { alias: { '@contract': fileURLToPath(new URL('../src/contract', import.meta.url)) } },
    build: {
      outDir: '../dist/client',
      emptyOutDir: true,
      manifest: true,
      target: 'es2022',
      // The content security policy allows neither inline scripts nor data: fonts.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
    server: {
      fs: { allow: ['..'] },
      proxy: {
        '/api': { target: hub },
        '/socket.io': { target: hub, ws: true },
      },
    },
    preview: { proxy: { '/api': { target: hub }, '/socket.io': { target: hub, ws: true } } },
  };
});
