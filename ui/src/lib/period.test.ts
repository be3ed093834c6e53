import { describe, expect, it } from 'vitest';
import { another, begun, compared, daysOf, grainOf, shift, steps } from './period';

describe('a period', () => {
  it.each([
    ['2026', 'year', '2026-01-01', '2026-12-31'],
    ['2026-02', 'month', '2026-02-01', '2026-02-28'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-12', 'month', '2026-12-01', '2026-12-31'],
    ['2026-10-25', 'day', '2026-10-25', '2026-10-25'], // 25 hours in Berlin, one day all the same
  ])('%s is a %s', (period, grain, from, to) => {
    expect(grainOf(period)).toBe(grain);
    expect(daysOf(period)).toEqual({ from, to });
  });

  it.each(['', '26', '2026-13', '2026-1', '2026-02-30', '2026-00', 'x', '2026-10-14T00:00'])(
    '%j is none',
    (period) => expect(grainOf(period)).toBeUndefined(),
  );

  it.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-03', -15, '2024-12'],
    ['2026', -1, '2025'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s shifted by %i is %s', (period, by, shifted) => {
    expect(shift(period, by)).toBe(shifted);
  });

  it('that is still running has the days that have begun', () => {
    expect(begun('2026-11', '2026-11-28')).toEqual({ from: '2026-11-01', to: '2026-11-28' });
    expect(begun('2026-10', '2026-11-28')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(begun('2026-12', '2026-11-28')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it.each([
    ['2026-10', 'before', '2026-09-01', '2026-09-30'],
    ['2026-10', 'year', '2025-10-01', '2025-10-31'],
    ['2026-11', 'before', '2026-10-01', '2026-10-28'], // as far as it has come
    ['2026-11', 'year', '2025-11-01', '2025-11-28'],
    ['2026', 'before', '2025-01-01', '2025-11-28'],
    ['2024-02-29', 'year', '2023-02-28', '2023-02-28'],
    ['2026-11-28', 'before', '2026-11-27', '2026-11-27'],
  ] as const)('%s is compared (%s) with %s to %s', (period, by, from, to) => {
    expect(compared(period, by, '2026-11-28')).toEqual({ from, to });
  });

  it('on the 31st is compared with a whole shorter month', () => {
    expect(compared('2026-03', 'before', '2026-03-30')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  it('is compared with nothing if nobody wants that', () => {
    expect(compared('2026-10', 'none', '2026-11-28')).toBeNull();
  });

  it('has a step for each day or month', () => {
    expect(steps({ from: '2026-02-27', to: '2026-03-01' }, 'day')).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
    ]);
    expect(steps({ from: '2025-12-01', to: '2026-02-28' }, 'month')).toEqual([
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });
});

it.each([
  ['2026-11', '2026-10'],
  ['2012', '2026'],
  ['2027-03', '2026-11'],
  ['2026-11-28', '2026-11-27'],
])('looks from an empty %s at %s', (period, other) => {
  expect(another(period, '2026-11-28')).toBe(other);
});
