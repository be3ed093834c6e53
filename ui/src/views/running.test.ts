import { describe, expect, it } from 'vitest';
import { daysOf } from '../lib/period';
import { begunFor } from './running';

describe('what runs in a period', () => {
  it.each([
    ['2027-01', '2027-01-01', '2026-12-30', '2027-01-31'],
    ['2027', '2027-01-02', '2026-12-31', '2027-12-31'],
    ['2027-01-01', '2027-01-01', '2026-12-30', '2027-01-01'],
    ['2027-01', '2027-01-28', '2027-01-01', '2027-01-31'],
    ['2026-12', '2027-01-01', '2026-12-01', '2026-12-31'], // it is over
  ])('%s, on %s, began from %s to %s', (period, today, from, to) => {
    expect(begunFor(daysOf(period), today, 'running')).toEqual({ from, to });
  });
});

describe('what is stalled in a period', () => {
  it.each([
    ['2027', '2027-01-02', '2010-01-01', '2027-12-31'],
    ['2027-01-28', '2027-01-28', '2010-01-01', '2027-01-28'],
    ['2026', '2027-01-02', '2026-01-01', '2026-12-31'], // it is over
  ])('%s, on %s, began from %s to %s', (period, today, from, to) => {
    expect(begunFor(daysOf(period), today, 'stalled')).toEqual({ from, to });
  });
});

it('what is billed began on the days of its period alone', () => {
  expect(begunFor(daysOf('2027-01'), '2027-01-01', 'billed')).toEqual(daysOf('2027-01'));
});
