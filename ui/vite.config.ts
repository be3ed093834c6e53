import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * The page's script runs when it has come, and nothing waits for it: Tauri begins with the isolation frame, without which
 * no command is answered, when the document is whole. It stands last, where all that it looks for is there.
 */
const unawaited: Plugin = {
  name: 'unawaited',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const script = /[ \t]*<script type="module"([^>]*)><\/script>\n/;
      const attributes = script.exec(html)?.[1];
      if (attributes === undefined) throw new Error('index.html has no script');
      return html
        .replace(script, '')
        .replace('</body>', `  <script type="module" async${attributes}></script>\n  </body>`);
    },
  },
};

export default defineConfig({
  plugins: [svelte(), svelteTesting(), unawaited],
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
