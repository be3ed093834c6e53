import { describe, expect, it } from 'vitest';
import { addressOf, placeOf } from './place';
import { read } from './query';

const then = '2026-11-28';

describe('where somebody looked', () => {
  it.each([
    ['2026-11', 'month', '2026-12'],
    ['2026-10', 'last-month', '2026-11'],
    ['2026-11-28', 'today', '2026-12-01'],
    ['2026', 'year', '2026'],
    ['2025', 'last-year', '2025'],
    ['2026-03', '2026-03', '2026-03'],
    ['2026-11-27', '2026-11-27', '2026-11-27'],
  ])('goes with the day it is, if it did: %s', (period, kept, later) => {
    const place = placeOf(read(`#/sites?period=${period}`), 'sites', then);
    expect(place.parts).toEqual({ period: kept });
    expect(addressOf(place, '2026-12-01').period).toBe(later);
  });

  it('has neither what somebody typed nor what was open, nor what a CPMS calls something', () => {
    const address = read(
      '#/sessions?property=muster%2Flindenhof&q=Erika&evse=DE-A%2F1&open=17-ab&sort=net&up=1&vs=year',
    );
    const place = placeOf(address, 'sessions', then);
    expect(place).toEqual({
      view: 'sessions',
      parts: { property: 'muster/lindenhof', sort: 'net', up: '1', vs: 'year' },
    });
    expect(addressOf(place, then)).toEqual({
      view: 'sessions',
      property: 'muster/lindenhof',
      period: undefined,
      comparison: 'year',
      filters: { sort: 'net', up: '1' },
    });
  });
});
