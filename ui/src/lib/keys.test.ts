import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.restoreAllMocks());

const alt = { altKey: true };
const command = { metaKey: true };

describe('a letter beside a key that is held', () => {
  it.each([
    ['Linux x86_64', { ctrlKey: true }, 'div', 'find'],
    ['Win32', { ctrlKey: true }, 'input', 'find'],
    ['Win32', { ctrlKey: true, shiftKey: true }, 'div', 'nothing'],
    ['Win32', { ctrlKey: true, altKey: true }, 'div', 'nothing'],
    ['Win32', command, 'div', 'nothing'],
    ['Win32', {}, 'div', 'nothing'],
    ['MacIntel', command, 'input', 'find'],
    ['MacIntel', { ctrlKey: true }, 'input', 'nothing'],
  ])('asks on %s with %j in a %s for %s', async (platform, held, where, kind) => {
    vi.spyOn(navigator, 'platform', 'get').mockReturnValue(platform);
    const { Keys } = await import('./keys');
    const event = new KeyboardEvent('keydown', { key: 'k', ...held });
    document.createElement(where).dispatchEvent(event);
    expect(new Keys().read(event, [], 0).kind).toBe(kind);
  });
});

describe('an arrow', () => {
  it.each([
    ['Linux x86_64', 'ArrowLeft', alt, 'div', 'back'],
    ['Win32', 'ArrowRight', alt, 'div', 'forward'],
    ['Win32', 'ArrowLeft', alt, 'input', 'back'],
    ['Win32', 'ArrowLeft', command, 'div', 'nothing'],
    ['Win32', 'ArrowLeft', { ...alt, shiftKey: true }, 'div', 'nothing'],
    ['Win32', 'ArrowLeft', {}, 'div', 'nothing'],
    ['MacIntel', 'ArrowLeft', command, 'div', 'back'],
    ['MacIntel', 'ArrowRight', command, 'div', 'forward'],
    ['MacIntel', 'ArrowLeft', command, 'input', 'nothing'],
    ['MacIntel', 'ArrowLeft', alt, 'div', 'nothing'],
  ])('asks on %s, %s with %j in a %s, for %s', async (platform, key, held, where, kind) => {
    vi.spyOn(navigator, 'platform', 'get').mockReturnValue(platform);
    const { Keys } = await import('./keys');
    const place = document.createElement(where);
    const event = new KeyboardEvent('keydown', { key, ...held });
    place.dispatchEvent(event);
    expect(new Keys().read(event, [], 0).kind).toBe(kind);
  });
});
