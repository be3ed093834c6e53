import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compact, rowHeight } from './lib/compact.svelte';

/** Text needs 4.5 : 1 (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;
/** What tells a state needs 3 : 1 (1.4.11). */
const SEEN = 3;

type Theme = 'light' | 'dark';

const css = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function colour(name: string, theme: Theme): string {
  const pair = colours.get(name);
  if (!pair) throw new Error(`tokens.css has no --${name}`);
  return pair[theme];
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** The ground of a row that is selected: a tenth of the accent, as Rows.svelte mixes it. */
function selected(theme: Theme): string {
  const [accent, surface] = [colour('accent', theme), colour('surface', theme)];
  const part = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(accent, at) * 0.1 + part(surface, at) * 0.9));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

describe('contrast', () => {
  it('is worked out as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  const texts = ['ink', 'ink-soft', 'accent', 'warn', 'bad'];
  const grounds = ['paper', 'surface'];
  const cases = (['light', 'dark'] as const).flatMap((theme) => [
    ...texts.flatMap((text) => grounds.map((ground) => ({ theme, text, ground }))),
    { theme, text: 'ink', ground: 'line' }, // the chosen option
    { theme, text: 'on-accent', ground: 'accent' },
  ]);

  it.each(cases)('of $text on $ground is enough, $theme', ({ theme, text, ground }) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(READABLE);
  });

  it.each(['light', 'dark'] as const)(
    'of a selected row and of where one is in it is enough, %s',
    (theme) => {
      for (const text of texts) {
        expect(contrast(colour(text, theme), selected(theme)), text).toBeGreaterThanOrEqual(READABLE);
      }
      expect(contrast(colour('accent', theme), colour('surface', theme))).toBeGreaterThanOrEqual(SEEN);
      expect(contrast(colour('accent', theme), selected(theme))).toBeGreaterThanOrEqual(SEEN);
    },
  );
});

describe('a checkbox', () => {
  it('is drawn with these colours, not by a web view that knows them in part', () => {
    const style = document.createElement('style');
    style.textContent = readFileSync(`${import.meta.dirname}/app.css`, 'utf8');
    const box = document.createElement('input');
    box.type = 'checkbox';
    document.body.append(style, box);
    expect(getComputedStyle(box).appearance).toBe('none');
    style.remove();
    box.remove();
  });
});

describe('a row', () => {
  it('is as tall as scripts take it for', () => {
    const heights = [...css.matchAll(/--row: (\d+)px/g)].map(([, height]) => Number(height));
    const taken = [false, true].map((isCompact) => {
      compact(isCompact);
      return rowHeight();
    });
    expect(heights).toEqual(taken);
    compact(false);
  });
});
