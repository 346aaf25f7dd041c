import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['PARLEY_SERVER'] ?? 'http://127.0.0.1:3080';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: {
    port: 3090,
    proxy: { '/api': server, '/trpc': server, '/health': server, '/oauth': server, '/images': server },
  },
  build: { target: 'es2023', sourcemap: false, manifest: true },
  worker: { format: 'es' },
});
