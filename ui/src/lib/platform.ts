import type { About } from '../bindings';

const systems: Record<string, { name: string; webView: string }> = {
  linux: { name: 'Linux', webView: 'WebKitGTK' },
  macos: { name: 'macOS', webView: 'WebKit' },
  windows: { name: 'Windows', webView: 'WebView2' },
};

/** What the program runs on, as whoever helps asks for it. */
export function platform({ os, arch, webView }: About): string {
  const system = systems[os] ?? { name: os, webView: 'WebView' };
  return `${system.name} ${arch}, ${system.webView} ${webView}`;
}
