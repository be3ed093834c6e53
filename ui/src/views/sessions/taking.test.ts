import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import type { DeskState } from '../../bindings';
import { look } from '../../lib/address.svelte';
import { about, anna, desk, eachByItself, list, overview, row, shell, violations } from '../../testing';

interface Asked {
  onReached: { onmessage: (reached: { rows: number; of: number }) => void };
}

const open: DeskState = desk({ views: ['overview', 'sessions'] });
const rows = [row('a'), row('b')];

/** A shell whose exports last until somebody says what comes of them. */
function lasting() {
  let lies = open;
  let reach: Asked['onReached']['onmessage'] = () => undefined;
  let end: (file: string) => void = () => undefined;
  let fail: (why: unknown) => void = () => undefined;
  const told = shell({
    about,
    desk: () => lies,
    overview: overview(),
    properties: [],
    sessions: list(rows, { rows: 1_200 }),
    export_sessions: ({ onReached }: Asked) =>
      new Promise((resolve, reject) => {
        reach = (reached) => onReached.onmessage(reached);
        end = (file) => resolve({ file });
        fail = reject;
      }),
    break_off_export: () => {
      fail({ code: 'not_now', messageKey: 'failure.brokenOff', details: null });
      return open;
    },
  });
  return {
    ...told,
    /** Somebody else looks from now on. */
    isSomebodyElse: () => {
      lies = { ...open, person: { ...anna, id: 'muster/bert', name: 'Bert Muster' } };
      told.changed('desk');
    },
    reach: (rows: number) => reach({ rows, of: 1_200 }),
    end: (file: string) => end(file),
  };
}

describe('a list on its way into a file', () => {
  eachByItself();

  it('says how far it is where that takes a while, and can be cancelled', async () => {
    const { calls, reach } = lasting();
    look({ view: 'sessions' });
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    const bar = await screen.findByRole('progressbar', { name: 'Exporting the list' });
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
    reach(400);
    await screen.findByText('400 of 1,200 rows');
    expect(bar).toHaveProperty('value', 400);
    expect(bar).toHaveProperty('max', 1_200);
    expect(await violations()).toEqual([]);
    // it was pressed where Export was, and goes on being there
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.keyboard('{Enter}');
    await screen.findByText('The export was cancelled, and nothing was saved.');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Export' }));
    expect(calls.filter((call) => call === 'export_sessions')).toHaveLength(1);
  });

  it('goes on while somebody looks elsewhere, and is there when they are back', async () => {
    const { end, reach } = lasting();
    look({ view: 'sessions' });
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    await screen.findByRole('progressbar');
    look({ view: 'overview' });
    await vi.waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
    reach(1_000);
    look({ view: 'sessions' });
    await screen.findByText('1,000 of 1,200 rows');
    look({ view: 'overview' });
    await vi.waitFor(() => expect(screen.queryByRole('grid')).toBeNull());
    end('there.csv');
    look({ view: 'sessions' });
    await screen.findByText('Saved as there.csv');
    // another list has nothing to do with it
    look({ filters: { q: 'elm' } });
    await vi.waitFor(() => expect(screen.queryByText('Saved as there.csv')).toBeNull());
  });

  it('leaves nothing to who looks next', async () => {
    const { end, isSomebodyElse } = lasting();
    look({ view: 'sessions' });
    render(App);
    await userEvent.click(await screen.findByRole('button', { name: 'Export' }));
    await screen.findByRole('progressbar');
    isSomebodyElse();
    await vi.waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    end('there.csv');
    look({ view: 'sessions' });
    await screen.findByRole('grid');
    expect(screen.queryByText('Saved as there.csv')).toBeNull();
    expect(screen.getByRole('button', { name: 'Export' })).toBeTruthy();
  });
});
