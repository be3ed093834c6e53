import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import App from './App.svelte';
import { about, anna, desk, eachByItself, list, overview, shell, sites, sums } from './testing';

eachByItself();

describe('the window', () => {
  it('opens where its person left it, and keeps where they go, but nothing of what they typed', async () => {
    const kept: unknown[] = [];
    const views = ['overview', 'sites', 'sessions'] as const;
    shell({
      about,
      desk: desk({
        views: [...views],
        place: { view: 'sites', parts: { property: 'muster/ahornweg-7', period: 'last-month' } },
      }),
      overview: overview(),
      sites: sites(),
      properties: [],
      sessions: list([]),
      remember: (given: unknown) => (kept.push(given), desk()),
    });
    render(App);
    await vi.waitFor(() => expect(location.hash).toBe('#/sites?property=muster%2Fahornweg-7&period=2026-10'));
    location.hash = '#/sessions?q=Erika&sort=net';
    dispatchEvent(new HashChangeEvent('hashchange'));
    const place = { view: 'sessions', parts: { sort: 'net', vs: 'before' } };
    await vi.waitFor(() => expect(kept).toEqual([{ person: 'muster/anna', place }]));
  });

  it('stays at an address that somebody gave', async () => {
    shell({
      about,
      desk: desk({ views: ['overview', 'sites'], place: { view: 'sites', parts: {} } }),
      overview: overview(),
    });
    location.hash = '#/overview?period=2025-03';
    dispatchEvent(new HashChangeEvent('hashchange'));
    render(App);
    await screen.findByText('1,890 kWh');
    expect(location.hash).toBe('#/overview?period=2025-03');
  });

  it('shows what was there at once to who comes back, and asks for it anew', async () => {
    let answer: unknown = overview();
    shell({ about, desk: desk({ views: ['overview', 'sites'] }), overview: () => answer, sites: sites() });
    location.hash = '#/overview';
    render(App);
    await screen.findByText('1,890 kWh');
    await userEvent.click(screen.getByRole('link', { name: 'Sites' }));
    await screen.findByRole('heading', { name: /^Sites: / });
    let tell: (value: unknown) => void = () => undefined;
    answer = new Promise((done) => (tell = done));
    await userEvent.click(screen.getByRole('link', { name: 'Overview' }));
    expect(await screen.findByText('1,890 kWh')).toBeTruthy();
    expect(screen.queryByText('Adding up …')).toBeNull();
    tell(overview({ period: { ...overview().period, total: sums({ energy: 2_000_000 }) } }));
    expect(await screen.findByText('2,000 kWh')).toBeTruthy();
    expect(screen.queryByText('1,890 kWh')).toBeNull();
  });

  it('shows nothing of before to who comes back and may see it no more', async () => {
    let answer: () => unknown = overview;
    shell({ about, desk: desk({ views: ['overview', 'sites'] }), overview: () => answer(), sites: sites() });
    location.hash = '#/overview';
    render(App);
    await screen.findByText('1,890 kWh');
    await userEvent.click(screen.getByRole('link', { name: 'Sites' }));
    await screen.findByRole('heading', { name: /^Sites: / });
    const failure = { code: 'not_now', messageKey: 'failure.nobody', details: null };
    answer = () => Promise.reject(failure);
    await userEvent.click(screen.getByRole('link', { name: 'Overview' }));
    await screen.findByRole('alert');
    expect(document.body.textContent).not.toContain('1,890');
  });

  it('shows nothing that somebody else was answered', async () => {
    const otto = { ...anna, id: 'muster/otto', name: 'Otto Muster' };
    let answer: unknown = overview();
    shell({
      about,
      desk: desk(),
      overview: () => answer,
      sign_out: desk({ person: null }),
      people: [anna, otto],
      sign_in: desk({ person: otto }),
    });
    location.hash = '#/overview';
    render(App);
    await screen.findByText('1,890 kWh');
    await userEvent.click(screen.getByRole('button', { name: /^Signed in as Anna Muster/ }));
    await userEvent.click(await screen.findByText('Switch person'));
    answer = new Promise(() => undefined);
    await userEvent.click(await screen.findByText('Otto Muster'));
    expect(await screen.findByText('Adding up …')).toBeTruthy();
    expect(document.body.textContent).not.toContain('1,890');
  });

  it('has nothing left of whoever looked before', async () => {
    shell({
      about,
      desk: desk(),
      overview: overview(),
      sign_out: desk({ person: null }),
      people: [anna, { id: 'operator', name: null, tenant: null, roles: ['operator'] }],
    });
    location.hash = '#/overview?period=2025-03&vs=year';
    render(App);
    await screen.findByText('1,890 kWh');
    await userEvent.click(screen.getByRole('button', { name: /^Signed in as Anna Muster/ }));
    await userEvent.click(await screen.findByText('Switch person'));
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('Ahornweg');
    expect(document.body.textContent).not.toContain('1,890');
    expect(location.hash).toBe('#/overview');
  });

  it('has nothing left of whoever was signed out by the shell, and no way back to it', async () => {
    let state = desk();
    const { changed } = shell({ about, desk: () => state, overview: overview(), people: [anna] });
    location.hash = '#/overview?period=2025-03';
    render(App);
    await screen.findByText('1,890 kWh');
    await userEvent.click(await screen.findByRole('link', { name: /, 3 March 2025/ }));
    expect(location.hash).toBe('#/overview?period=2025-03-03');
    state = desk({ person: null });
    changed();
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy();
    expect(location.hash).toBe('#/overview');
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(location.hash).toBe('#/overview');
  });
});
