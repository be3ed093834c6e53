import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { address, back, forward, href, leave, look } from './address.svelte';

/** The web view's own history goes back, and the page has been told. */
async function goesBack(): Promise<void> {
  const told = new Promise((done) => addEventListener('popstate', done, { once: true }));
  history.back();
  await told;
  await new Promise((done) => setTimeout(done));
}

/** Somebody outside of the page sets its address. */
async function isSet(hash: string): Promise<void> {
  const told = new Promise((done) => addEventListener('hashchange', done, { once: true }));
  location.hash = hash;
  await told;
}

beforeEach(() => leave());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the address', () => {
  it('goes where one looks, and adds nothing to the history of the web view', () => {
    const entries = history.length;
    look({ view: 'sessions', filters: { q: 'Erika' } });
    expect(location.hash).toBe('#/sessions?q=Erika');
    look({ filters: { q: 'Otto' } });
    const link = document.createElement('a');
    link.href = href({ view: 'sites', property: 'muster/ahornweg-7' });
    document.body.append(link);
    link.click();
    link.remove();
    expect(location.hash).toBe('#/sites?property=muster%2Fahornweg-7');
    expect(address()).toMatchObject({ view: 'sites', property: 'muster/ahornweg-7' });
    expect(history.length).toBe(entries);
  });

  it('goes back step by step, and forward again', () => {
    look({ view: 'sessions', filters: { q: 'Erika' } });
    look({ view: 'sites' });
    look({ view: 'sites' }); // no step
    back();
    expect(location.hash).toBe('#/sessions?q=Erika');
    back();
    expect(address().view).toBe('overview');
    back();
    expect(address().view).toBe('overview');
    forward();
    expect(location.hash).toBe('#/sessions?q=Erika');
    forward();
    expect(location.hash).toBe('#/sites');
    back();
    look({ view: 'connection' });
    forward(); // from there it was another way
    expect(location.hash).toBe('#/connection');
  });

  it('is also set from outside, and one goes back from there', async () => {
    look({ view: 'sites' });
    await isSet('#/sessions?q=Erika');
    expect(address()).toMatchObject({ view: 'sessions', filters: { q: 'Erika' } });
    back();
    expect(location.hash).toBe('#/sites');
  });

  it('of whoever left is reached by no way', async () => {
    look({ view: 'sessions', filters: { q: 'Erika' } });
    await isSet('#/sites?property=muster%2Fahornweg-7');
    await isSet('#/sessions?q=Otto');
    back();
    leave();
    for (const step of [back, forward]) {
      step();
      expect(location.hash).toBe('#/overview');
    }
    // what was set from outside has left entries of its own
    for (let entries = 0; entries < 2; entries += 1) {
      await goesBack();
      expect(address()).toMatchObject({ view: 'overview', property: undefined, filters: {} });
      expect(location.hash).toBe('#/overview');
    }
  });

  it('is known here also while the web view takes none', () => {
    vi.useFakeTimers();
    const takes = vi.spyOn(history, 'replaceState').mockImplementation(() => {
      throw new DOMException('more than 100 times per 10 seconds', 'SecurityError');
    });
    look({ view: 'sessions', filters: { open: 'b' } });
    expect(address().filters).toEqual({ open: 'b' });
    expect(location.hash).toBe('#/overview');
    takes.mockRestore();
    vi.runAllTimers();
    expect(location.hash).toBe('#/sessions?open=b');
  });

  it('of whoever leaves goes also while the web view takes none', () => {
    look({ view: 'sessions', filters: { q: 'Erika' } });
    const entries = history.length;
    vi.spyOn(history, 'replaceState').mockImplementation(() => {
      throw new DOMException('more than 100 times per 10 seconds', 'SecurityError');
    });
    leave();
    expect(location.hash).toBe('#/overview');
    expect(history.length).toBe(entries);
  });
});
