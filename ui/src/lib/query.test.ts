import { describe, expect, it } from 'vitest';
import { read, write } from './query';

describe('the address', () => {
  it.each([
    '#/overview',
    '#/overview?period=2026-10',
    '#/overview?period=2026&vs=year',
    '#/overview?period=2026-10-14&vs=none',
    '#/sessions?property=muster%2Flindenhof&period=2026-10&sort=net&state=differing',
  ])('%s is read as it was written', (hash) => {
    expect(write(read(hash))).toBe(hash);
  });

  it.each(['', '#', '#/'])('%j is the overview of this month', (hash) => {
    expect(read(hash)).toEqual({
      view: 'overview',
      property: undefined,
      period: undefined,
      comparison: undefined,
      filters: {},
    });
  });

  it.each(['#/overview?period=x', '#/overview?vs=2026', '#/overview?period=2026-02-30&vs='])(
    '%s says nothing of what it does not name',
    (hash) => expect(write(read(hash))).toBe('#/overview'),
  );
});
