import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import App from './App.svelte';
import type { About } from './bindings';
import { speak } from './lib/i18n.svelte';
import { dress } from './lib/theme.svelte';

const about: About = {
  name: 'Voltfolio',
  version: '1.2.3',
  os: 'linux',
  arch: 'x86_64',
  webView: '2.50.6',
};
const failure = { code: 'system', messageKey: 'failure.system', details: null };

beforeEach(() => {
  speak('en');
  dress('system');
});

afterEach(() => {
  cleanup();
  clearMocks();
});

/** The shell: what is called, and the answer to it. */
function shell(answer: (call: number) => unknown): string[] {
  const calls: string[] = [];
  mockIPC((command) => answer(calls.push(command)));
  return calls;
}

async function violations(): Promise<string[]> {
  // jsdom paints nothing: contrast is worked out in tokens.test.ts
  const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

describe('the frame', () => {
  it('shows the version that the command tells', async () => {
    const calls = shell(() => about);
    render(App);
    expect(await screen.findByText('Voltfolio 1.2.3')).toBeTruthy();
    expect(screen.getByText('Linux x86_64, WebKitGTK 2.50.6')).toBeTruthy();
    expect(calls).toEqual(['about']);
  });

  it('says that it waits', () => {
    shell(() => new Promise(() => undefined));
    render(App);
    expect(screen.getByRole('status').textContent).toBe('Asking for the version …');
  });

  it('leads out of a failure', async () => {
    const calls = shell((call) => (call === 1 ? Promise.reject(failure) : about));
    render(App);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('No figure depends on it');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Voltfolio 1.2.3')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(calls).toEqual(['about', 'about']);
  });

  it.each([
    ['a refusal in words', 'about not allowed'],
    ['an error of the page', new Error('no shell')],
  ])('has a sentence for %s', async (_, rejection) => {
    shell(() => Promise.reject(rejection));
    render(App);
    expect((await screen.findByRole('alert')).textContent).toContain('does not answer');
  });

  it('says how to make the first profile', async () => {
    shell(() => about);
    render(App);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No profile yet');
    expect(screen.getByText('voltfolio setup --profile DIR --from setup.json')).toBeTruthy();
    expect(screen.getByText('voltfolio sync --profile DIR --token FILE')).toBeTruthy();
    expect(within(screen.getByRole('navigation')).getAllByRole('link')).toHaveLength(1);
    await screen.findByText('Voltfolio 1.2.3');
  });
});

describe('the choices', () => {
  it('speak German at once, and still after a restart', async () => {
    shell(() => about);
    render(App);
    await userEvent.click(screen.getByRole('radio', { name: 'Deutsch' }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Noch kein Profil');
    expect(screen.getByText('voltfolio sync --profile ORDNER --token DATEI')).toBeTruthy();
    expect(document.documentElement.lang).toBe('de');
    expect(localStorage.getItem('language')).toBe('de');
  });

  it('dress the page, or leave it to the system', async () => {
    shell(() => about);
    render(App);
    await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
    await userEvent.click(screen.getByRole('radio', { name: 'Auto' }));
    expect(document.documentElement.dataset.theme).toBeUndefined();
  });

  it('are reached by keyboard', async () => {
    shell(() => about);
    render(App);
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Overview' }));
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'English' }));
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Auto' }));
  });
});

describe.each(['de', 'en'] as const)('accessibility in %s', (language) => {
  it('holds with an answer', async () => {
    speak(language);
    shell(() => about);
    render(App);
    await screen.findByText('Voltfolio 1.2.3');
    expect(await violations()).toEqual([]);
  });

  it('holds with a failure', async () => {
    speak(language);
    shell(() => Promise.reject(failure));
    render(App);
    await screen.findByRole('alert');
    expect(await violations()).toEqual([]);
  });
});
