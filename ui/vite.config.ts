import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { host: '127.0.0.1', port: 1420, strictPort: true },
  build: {
    target: 'safari16.4', // WebKitGTK 2.40, WebView2, macOS 13, and newer
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the content security policy knows no data: addresses
  },
  // a whole page is rendered and looked over by axe, which takes seconds on a busy machine
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
