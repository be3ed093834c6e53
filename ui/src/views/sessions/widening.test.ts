import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { address, look } from '../../lib/address.svelte';
import { about, desk, eachByItself, list, row, shell, violations } from '../../testing';

eachByItself();
beforeEach(() => {
  // jsdom lays nothing out, and follows no pointer
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 20));
  Element.prototype.setPointerCapture = () => undefined;
  look({ view: 'overview' });
  look({ view: 'sessions', period: '2026-11' });
});
afterEach(() => vi.restoreAllMocks());

async function shows(): Promise<HTMLElement> {
  shell({ about, desk: desk({ views: ['sessions'] }), properties: [], sessions: list([row('a')]) });
  render(App);
  return screen.findByRole('grid', { name: 'Sessions' });
}

const columns = (grid: HTMLElement) => grid.style.getPropertyValue('--columns').split(/ (?![^(]*\))/);
const head = (grid: HTMLElement, name: string | RegExp) => within(grid).getByRole('columnheader', { name });
const edge = (grid: HTMLElement, name: string | RegExp) =>
  head(grid, name).querySelector('.edge') as HTMLElement;

describe('a column', () => {
  it('is made wider by its edge, stays so, and is let be by a double click', async () => {
    const grid = await shows();
    expect(columns(grid)[1]).toBe('minmax(124px, 1.2fr)');
    const drag = async (...to: number[]) => {
      const on = edge(grid, 'Charge point');
      await fireEvent.pointerDown(on, { button: 0, clientX: 500 });
      for (const clientX of to) await fireEvent.pointerMove(on, { clientX });
      await fireEvent.lostPointerCapture(on);
      await fireEvent.pointerMove(on, { clientX: 0 });
    };
    await drag(500);
    expect(columns(grid)[1]).toBe('minmax(124px, 1.2fr)');
    await drag(520, 560);
    expect(columns(grid)[1]).toBe('160px');
    await drag(20);
    expect(columns(grid)[1]).toBe('48px');
    await drag(540);
    expect(await violations()).toEqual([]);
    cleanup();
    clearMocks();
    const next = await shows();
    expect(columns(next)[1]).toBe('140px');
    await userEvent.dblClick(edge(next, 'Charge point'));
    expect(columns(next)[1]).toBe('minmax(124px, 1.2fr)');
  });

  it('has its edge where the pointer is: what stands before it takes up no change', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 20));
    const grid = await shows();
    const first = () => columns(grid).slice(0, 4);
    const flexible = ['100px', 'minmax(124px, 1.2fr)', 'minmax(88px, 1fr)', 'minmax(72px, 0.8fr)'];
    expect(first()).toEqual(flexible);
    const on = edge(grid, 'Property');
    await fireEvent.pointerDown(on, { button: 0, clientX: 500 });
    await fireEvent.pointerMove(on, { clientX: 500 });
    expect(first()).toEqual(flexible);
    await fireEvent.pointerMove(on, { clientX: 530 });
    const held = ['100px', '200px', '230px', 'minmax(72px, 0.8fr)'];
    expect(first()).toEqual(held);
    await fireEvent.pointerMove(on, { clientX: 500 });
    expect(first()).toEqual(held.with(2, '200px'));
    await fireEvent.lostPointerCapture(on);
    await userEvent.dblClick(on);
    expect(first()).toEqual(flexible);
  });

  it('is made wider by keys at its head, which lead nowhere else', async () => {
    const grid = await shows();
    within(head(grid, /^Started/))
      .getByRole('button')
      .focus();
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(columns(grid)[0]).toBe('108px');
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(columns(grid)[0]).toBe('92px');
    await userEvent.keyboard('{Alt>}{Home}{/Alt}');
    expect(columns(grid)[0]).toBe('100px');
    expect(address().view).toBe('sessions');
  });

  it('is reached by arrows where nothing is sorted by it, and takes no Tab', async () => {
    const grid = await shows();
    const heads = within(grid).getAllByRole('columnheader');
    const stops = heads
      .flatMap((one) => [...one.querySelectorAll<HTMLElement>('*')])
      .filter((one) => one.tabIndex >= 0);
    expect(stops.map(({ textContent }) => textContent.trim())).toEqual([
      'Started ↓',
      'Duration',
      'kWh',
      'Net, €',
    ]);
    stops[0]?.focus();
    await userEvent.keyboard('{ArrowRight}{Alt>}{ArrowRight}{/Alt}');
    expect(document.activeElement?.textContent).toBe('Charge point');
    expect(columns(grid)[1]).toBe('108px');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(document.activeElement).toBe(stops[0]);
    expect(screen.getByRole('row', { name: /DE\*VLT\*E1/ }).getAttribute('aria-selected')).toBe('false');
  });
});
