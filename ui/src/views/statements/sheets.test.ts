import { describe, expect, it, vi } from 'vitest';
import type { Failure, FailureCode, Preview } from '../../bindings';
import { Sheets } from './sheets.svelte';

/** As many as the shell tells at a time. */
const MOST_PAGES = 8;

type Outcome = { status: 'ok'; data: Preview } | { status: 'error'; error: Failure };

/** A document of so many pages, each marked with the edition that it is of; answers come when they are let go. */
function shell(all: number) {
  const told = { all, edition: 'old', code: undefined as FailureCode | undefined };
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  const answer = (skip: number): Outcome => {
    if (told.code) {
      return { status: 'error', error: { code: told.code, messageKey: 'failure.database', details: null } };
    }
    const length = Math.max(0, Math.min(MOST_PAGES, told.all - skip));
    const pages = Array.from({ length }, (_, at) => ({ name: `${told.edition} ${skip + at + 1}` }));
    return {
      status: 'ok',
      data: { title: told.edition, all: told.all, skipped: skip, pages } as unknown as Preview,
    };
  };
  const sheets = new Sheets((_: string, skip: number) => {
    asked.push(skip);
    return new Promise<Outcome>((done) => waiting.push(() => done(answer(skip))));
  });
  const names = () => sheets.pages.map((page) => (page as unknown as { name: string }).name);
  /** Lets one answer go. */
  const one = async () => {
    await vi.waitFor(() => expect(waiting).not.toEqual([]), { interval: 1 });
    waiting.shift()?.();
    await new Promise((done) => setTimeout(done));
  };
  /** Lets answers go until something is done. */
  const through = async <T>(doing: Promise<T>): Promise<T> => {
    let isDone = false;
    void doing.finally(() => (isDone = true));
    while (!isDone) {
      waiting.shift()?.();
      await new Promise((done) => setTimeout(done));
    }
    return doing;
  };
  return { sheets, told, asked, names, one, through };
}

describe('sheets that are read anew', () => {
  const many = (edition: string, all: number) =>
    Array.from({ length: all }, (_, at) => `${edition} ${at + 1}`);

  it('stay as they are until as many are here anew, and change at once', async () => {
    const { sheets, told, names, one, through } = shell(30);
    await through(sheets.look('it'));
    for (let parts = 0; parts < 3; parts += 1) await through(sheets.more());
    expect(names()).toEqual(many('old', 30));
    told.edition = 'new';
    const refreshed = sheets.refresh();
    for (let parts = 0; parts < 3; parts += 1) {
      await one();
      expect(names()).toEqual(many('old', 30));
      expect(sheets.isReading).toBe(false);
    }
    await one();
    await refreshed;
    expect(names()).toEqual(many('new', 30));
    expect(sheets.head?.title).toBe('new');
  });

  it('are read no further than somebody is', async () => {
    const { sheets, told, asked, names, through } = shell(30);
    await through(sheets.look('it'));
    await through(sheets.more());
    told.edition = 'new';
    await through(sheets.refresh());
    expect(names()).toEqual(many('new', 16));
    expect(asked).toEqual([0, 8, 0, 8]);
  });

  it('are fewer where there are fewer', async () => {
    const { sheets, told, names, through } = shell(11);
    await through(sheets.look('it'));
    await through(sheets.more());
    told.all = 3;
    await through(sheets.refresh());
    expect(names()).toEqual(many('old', 3));
  });

  it('stay where nothing newer comes, and say so', async () => {
    const { sheets, told, names, one, through } = shell(30);
    await through(sheets.look('it'));
    await through(sheets.more());
    told.edition = 'new';
    const refreshed = sheets.refresh();
    await one();
    told.code = 'not_now';
    await one();
    await refreshed;
    expect(names()).toEqual(many('old', 16));
    expect(sheets.failure).toBe('failure.database');
    told.code = undefined;
    await through(sheets.refresh());
    expect(names()).toEqual(many('new', 16));
    expect(sheets.failure).toBeUndefined();
  });

  it.each(['question', 'sign_in'] as const)('go where they are not there any more: %s', async (code) => {
    const { sheets, told, names, through } = shell(11);
    await through(sheets.look('it'));
    told.code = code;
    await through(sheets.refresh());
    expect(names()).toEqual([]);
    expect(sheets.head).toBeUndefined();
  });

  it('go on for whoever comes to their end meanwhile', async () => {
    const { sheets, told, names, through } = shell(30);
    await through(sheets.look('it'));
    told.edition = 'new';
    await through(Promise.all([sheets.refresh(), sheets.more()]));
    expect(names()).toEqual(many('new', 16));
  });
});

describe('all sheets', () => {
  it('are there, also where they change meanwhile, and then all of them are new', async () => {
    const { sheets, told, names, one, through } = shell(30);
    await through(sheets.look('it'));
    const whole = sheets.all();
    await one();
    told.edition = 'new';
    const refreshed = sheets.refresh();
    expect(await through(whole)).toBe(true);
    expect(new Set(names().map((name) => name.split(' ')[0]))).toEqual(new Set(['new']));
    expect(names()).toHaveLength(30);
    await through(refreshed);
    expect(names()).toHaveLength(30);
  });

  it('are there, also where they are just being read anew', async () => {
    const { sheets, told, names, one, through } = shell(30);
    await through(sheets.look('it'));
    told.edition = 'new';
    void sheets.refresh();
    const whole = sheets.all();
    await one();
    expect(await through(whole)).toBe(true);
    expect(new Set(names().map((name) => name.split(' ')[0]))).toEqual(new Set(['new']));
    expect(names()).toHaveLength(30);
  });

  it('are not said to be there where one of them does not come', async () => {
    const { sheets, told, names, one, through } = shell(30);
    await through(sheets.look('it'));
    const whole = sheets.all();
    await one();
    told.code = 'not_now';
    expect(await through(whole)).toBe(false);
    expect(names()).toHaveLength(16);
    told.code = undefined;
    expect(await through(sheets.all())).toBe(true);
  });

  it('are not said to be there once another document is looked at', async () => {
    const { sheets, one, through } = shell(30);
    await through(sheets.look('it'));
    const whole = sheets.all();
    await one();
    const other = sheets.look('another');
    expect(await through(whole)).toBe(false);
    await through(other);
    expect(sheets.pages).toHaveLength(MOST_PAGES);
    expect(sheets.isReading).toBe(false);
  });
});
