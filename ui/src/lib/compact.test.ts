import { beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

describe('rows', () => {
  it('are compact where somebody made them so the last time', async () => {
    const first = await import('./compact.svelte');
    expect(first.isCompact()).toBe(false);
    first.compact(true);
    vi.resetModules();
    const next = await import('./compact.svelte');
    expect(next.isCompact()).toBe(true);
    next.compact(false);
    expect(localStorage.getItem('rows')).toBeNull();
  });
});
