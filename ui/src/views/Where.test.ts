import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { View } from '../bindings';
import { look } from '../lib/address.svelte';
import {
  about,
  anna,
  chargePoints,
  desk,
  eachByItself,
  list,
  overview,
  point,
  row,
  shell,
  site,
  sites,
  violations,
} from '../testing';

eachByItself();
beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});

const some = [
  { key: 'muster/ahornweg-7', label: 'Ahornweg 7' },
  { key: 'muster/muehlbach', label: 'Mühlbach 17' },
  { key: 'muster/schillerplatz-11', label: 'Schillerplatz 11' },
  { key: 'muster/-', label: null },
];
// nothing is laid out here, so that a card that floats never comes into sight
const FLOATS = { hidden: true };
const everywhere: View[] = ['overview', 'sites', 'charge-points', 'sessions'];

describe('where one looks', () => {
  const shows = async (change: Record<string, unknown> = {}, views = everywhere) => {
    const all = shell({
      about,
      desk: desk({ views }),
      overview: overview(),
      properties: some,
      sites: ({ property }: { property: string | null }) =>
        property === null ? sites() : sites({ sites: [site(property, 'Ahornweg 7')] }),
      charge_points: chargePoints([point('A', 'available')]),
      sessions: list([row('a')]),
      ...change,
    });
    render(App);
    await screen.findByRole('navigation', { name: 'Where you are' });
    return all;
  };
  const button = (name: string) => screen.findByRole('button', { name: `Property: ${name}` });
  const names = () =>
    within(screen.getByRole('listbox', FLOATS))
      .queryAllByRole('option', FLOATS)
      .map(({ textContent }) => textContent);
  const opened = async (name = 'All properties') => {
    await userEvent.click(await button(name));
    await screen.findByRole('listbox', FLOATS);
  };
  const option = (name: string) => within(screen.getByRole('listbox', FLOATS)).getByText(name);
  const focused = () => document.activeElement?.textContent;

  it('is a list of all properties, which is asked for by who opens it alone', async () => {
    const { calls } = await shows();
    await screen.findByText('1,890 kWh');
    expect(calls).not.toContain('properties');
    await opened();
    expect(names()).toEqual([
      'All properties',
      'Ahornweg 7',
      'Mühlbach 17',
      'Schillerplatz 11',
      'No property',
    ]);
    expect(screen.queryByRole('searchbox', FLOATS)).toBeNull();
    expect(screen.getByRole('listbox', FLOATS).closest('[role="dialog"]')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('leads from figures of all to the site of one, stays in other views, and leads back', async () => {
    look({ view: 'overview', period: '2026-10' });
    await shows();
    await opened();
    await userEvent.click(option('Ahornweg 7'));
    const trigger = await button('Ahornweg 7');
    expect(location.hash).toBe('#/sites?property=muster%2Fahornweg-7&period=2026-10');
    expect(trigger.getAttribute('aria-current')).toBe('location');
    expect(document.activeElement).toBe(trigger);
    for (const view of ['Charge points', 'Sessions']) {
      await userEvent.click(screen.getByRole('link', { name: view }));
      expect(await button('Ahornweg 7')).toBeTruthy();
      expect(location.hash).toContain('property=muster%2Fahornweg-7');
    }
    await opened('Ahornweg 7');
    await userEvent.click(option('All properties'));
    expect((await button('All properties')).getAttribute('aria-current')).toBeNull();
    expect(location.hash).toBe('#/sessions?period=2026-10');
  });

  it('is not all of them in a list for who sees one at a time, also where one comes from elsewhere', async () => {
    await shows({
      desk: desk({ views: everywhere, listsAcross: false }),
      sessions: ({ filter }: { filter: { property: string | null } }) =>
        filter.property === null ? list([], { wantsProperty: true, rows: 0 }) : list([row('a')]),
    });
    look({ view: 'sites', property: 'muster/ahornweg-7' });
    await opened('Ahornweg 7');
    expect(names()).toContain('All properties');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('link', { name: 'Sessions' }));
    await opened('Ahornweg 7');
    expect(names()).not.toContain('All properties');
    expect(screen.queryByTitle('All sites')).toBeNull();
  });

  it('is chosen by keyboard alone: by arrows and by first letters', async () => {
    look({ view: 'sites' });
    await shows();
    (await button('All properties')).focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(focused()).toBe('All properties'));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(focused()).toBe('Mühlbach 17');
    await userEvent.keyboard('{End}{ArrowDown}');
    expect(focused()).toBe('No property');
    await userEvent.keyboard('g');
    await userEvent.keyboard('s');
    expect(focused()).toBe('Schillerplatz 11');
    await userEvent.keyboard('{Home}{ArrowUp}');
    expect(focused()).toBe('All properties');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('listbox', FLOATS)).toBeNull());
    await vi.waitFor(async () => expect(document.activeElement).toBe(await button('All properties')));
    expect(location.hash).toBe('#/sites');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(focused()).toBe('All properties'));
    await userEvent.keyboard('a{ArrowDown}{Enter}');
    await vi.waitFor(() => expect(location.hash).toBe('#/sites?property=muster%2Fmuehlbach'));
  });

  it('is found by a part of its name where there are many', async () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ key: `muster/${at}`, label: `Haus ${at}` }));
    await shows({ properties: [...many, ...some] });
    await opened();
    const box = screen.getByLabelText('Search properties');
    await vi.waitFor(() => expect(document.activeElement).toBe(box));
    await userEvent.keyboard('platz');
    expect(names()).toEqual(['Schillerplatz 11']);
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('ado');
    expect(screen.getByText('No property matches “platzado”.')).toBeTruthy();
    await userEvent.keyboard('{Enter}{Backspace}{Backspace}{Backspace}{ArrowDown}');
    expect(focused()).toBe('Schillerplatz 11');
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await vi.waitFor(() => expect(location.hash).toBe('#/sites?property=muster%2Fschillerplatz-11'));
  });

  it('says why it can’t be chosen', async () => {
    const failure = { code: 'not_now', messageKey: 'failure.busy', details: null };
    await shows({ properties: () => Promise.reject(failure) });
    await userEvent.click(await button('All properties'));
    expect((await screen.findByRole('alert', FLOATS)).textContent).toContain('Another Voltfolio');
  });

  it('is no choice for who can look at no single one', async () => {
    await shows({}, ['overview', 'connection']);
    await screen.findByText('1,890 kWh');
    expect(screen.queryByRole('button', { name: /^Property/ })).toBeNull();
    expect(screen.getByText('Hausverwaltung Muster')).toBeTruthy();
  });

  it('is nothing of what somebody else could choose from', async () => {
    const otto = { ...anna, id: 'muster/otto', name: 'Otto Muster' };
    let properties: unknown = [{ key: 'muster/geheim', label: 'Geheimhof' }];
    await shows({
      properties: () => properties,
      sign_out: desk({ person: null }),
      people: [anna, otto],
      sign_in: desk({ person: otto, views: everywhere }),
    });
    await opened();
    expect(document.body.textContent).toContain('Geheimhof');
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: /^Signed in as Anna Muster/ }));
    await userEvent.click(await screen.findByText('Switch person'));
    properties = new Promise(() => undefined);
    await userEvent.click(await screen.findByText('Otto Muster'));
    await userEvent.click(await button('All properties'));
    expect(await screen.findByText('Asking for the properties …')).toBeTruthy();
    expect(document.body.textContent).not.toContain('Geheimhof');
  });
});
