import { fireEvent, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { DeskState } from '../bindings';
import { address } from '../lib/address.svelte';
import { speak } from '../lib/i18n.svelte';
import { keyboard } from '../lib/keyboard.svelte';
import {
  about,
  chargePoints,
  connection,
  connections,
  desk,
  eachByItself,
  inFull,
  list,
  overview,
  point,
  row,
  shell,
  sites,
  violations,
} from '../testing';

eachByItself();

const ALL: DeskState['views'] = ['overview', 'sites', 'charge-points', 'sessions', 'connection'];

async function shows(views = ALL): Promise<void> {
  shell({
    about,
    desk: desk({ views }),
    overview: overview(),
    sites: sites(),
    charge_points: chargePoints([point('DE*MUS*E1', 'available')]),
    properties: [],
    sessions: list([row('a'), row('b', { evse: 'DE*VLT*E2' })]),
    session: ({ id }: { id: string }) => inFull(row(id)),
    connections: connections(connection()),
  });
  render(App);
  await screen.findByText('1,890 kWh');
}

const current = () =>
  within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { current: 'page' }).textContent;

describe('the keyboard', () => {
  it.each([
    ['gs', 'Sites'],
    ['gp', 'Charge points'],
    ['ge', 'Sessions'],
    ['gc', 'Connection'],
    ['gsgo', 'Overview'],
    ['{Control>}2{/Control}', 'Sites'],
    ['{Control>}5{/Control}', 'Connection'],
    ['gx', 'Overview'],
    ['s', 'Overview'],
    ['{Control>}9{/Control}', 'Overview'],
  ])('leads by %s to %s', async (keys, name) => {
    await shows();
    await userEvent.keyboard(keys);
    expect(current()).toBe(name);
  });

  it('leads back step by step, and forward again, as the buttons of a mouse do', async () => {
    await shows();
    await userEvent.click(screen.getByRole('link', { name: 'Sites' }));
    await userEvent.keyboard('ge');
    await screen.findByRole('searchbox');
    await userEvent.keyboard('/{Alt>}{ArrowLeft}{/Alt}'); // also from where keys are letters
    expect(current()).toBe('Sites');
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(current()).toBe('Overview');
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(current()).toBe('Sites');
    const press = (button: number) => fireEvent.mouseUp(document.body, { button, cancelable: true });
    expect(await press(3)).toBe(false); // or else the web view would go back by itself
    expect(current()).toBe('Overview');
    expect(await press(4)).toBe(false);
    expect(current()).toBe('Sites');
    expect(await press(0)).toBe(true);
  });

  it('leads to no view that is not offered', async () => {
    await shows(['overview', 'connection']);
    await userEvent.keyboard('gs');
    expect(current()).toBe('Overview');
    await userEvent.keyboard('{Control>}2{/Control}');
    expect(current()).toBe('Connection');
  });

  it('forgets that g was pressed after a while', async () => {
    await shows();
    const late = { timeStamp: performance.now() };
    await userEvent.keyboard('g');
    const event = new KeyboardEvent('keydown', { key: 's', bubbles: true });
    Object.defineProperty(event, 'timeStamp', { value: late.timeStamp + 5_000 });
    document.body.dispatchEvent(event);
    expect(current()).toBe('Overview');
  });

  it('goes through a list from the view into a row and back, without a mouse', async () => {
    await shows();
    await userEvent.keyboard('ge');
    const grid = await screen.findByRole('grid', { name: 'Sessions' });
    expect(document.activeElement).toBe(screen.getByRole('main'));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(grid);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    const drawer = await screen.findByRole('complementary', { name: 'Session' });
    expect(address().filters['open']).toBe('b');
    within(drawer).getByRole('button', { name: 'Close' }).focus();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary', { name: 'Session' })).toBeNull();
    expect(document.activeElement).toBe(grid);
  });

  it('finds the search, and then types into it', async () => {
    await shows();
    await userEvent.keyboard('ge');
    const search = await screen.findByRole('searchbox');
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(search);
    await userEvent.keyboard('gs?/');
    expect((search as HTMLInputElement).value).toBe('gs?/');
    expect(current()).toBe('Sessions');
    expect(keyboard.isShown).toBe(false);
  });

  it('leads back to where one was once its keys were read', async () => {
    await shows();
    await userEvent.keyboard('ge');
    const grid = await screen.findByRole('grid', { name: 'Sessions' });
    grid.focus();
    await userEvent.keyboard('?');
    const dialog = await screen.findByRole('dialog');
    await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(document.activeElement).toBe(grid));
  });

  it('does nothing with / where there is nothing to search', async () => {
    await shows();
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(document.body);
  });

  it.each([
    ['en', 'Keys', 'Ctrl 4', 'Close'],
    ['de', 'Tasten', 'Strg 4', 'Schließen'],
  ] as const)('says in %s what its keys do, and gives way', async (language, title, jump, close) => {
    await shows();
    speak(language);
    await userEvent.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: title });
    expect(within(dialog).getByText(jump)).toBeTruthy();
    expect(within(dialog).getByText(jump.replace('4', 'K'))).toBeTruthy();
    await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('gs'); // keys do nothing behind it
    expect(address().view).toBe('overview');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: new RegExp(`^${title}`) }));
    await userEvent.click(await screen.findByRole('button', { name: close }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
