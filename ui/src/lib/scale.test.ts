import { describe, expect, it } from 'vitest';
import { ticks } from './scale';

describe('the scale of a chart', () => {
  it.each([
    [380, [0, 200, 400]],
    [1_000, [0, 500, 1_000]],
    [299, [0, 100, 200, 300]],
    [7, [0, 2.5, 5, 7.5]],
    [0, [0]],
    [NaN, [0]],
  ])('of %d goes up in round steps', (top, marks) => {
    expect(ticks(top, 3)).toEqual(marks);
  });
});
