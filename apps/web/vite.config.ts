import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['PARLEY_SERVER'] ?? 'http://127.0.0.1:3080';

/** The two fonts of the first paint are asked for with the page, and not only once its styles have been read. */
const preloadFonts: Plugin = {
  name: 'preload-fonts',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /(hanken-grotesk|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head' as const,
        })),
  },
};

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFonts],
  server: {
    port: 3090,
    proxy: { '/api': server, '/trpc': server, '/health': server, '/oauth': server, '/images': server },
  },
  build: { target: 'es2023', sourcemap: false, manifest: true },
  worker: { format: 'es' },
});
