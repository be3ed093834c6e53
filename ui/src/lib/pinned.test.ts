import { beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

describe('a drawer', () => {
  it('is pinned where somebody pinned it the last time', async () => {
    const first = await import('./pinned.svelte');
    expect(first.isPinned()).toBe(false);
    first.pin(true);
    vi.resetModules();
    const next = await import('./pinned.svelte');
    expect(next.isPinned()).toBe(true);
    next.pin(false);
    expect(localStorage.getItem('drawer')).toBeNull();
  });
});
