import { describe, expect, it } from 'vitest';
import { Answers } from './answers';

describe('answers', () => {
  const sites = () => undefined;
  const overview = () => undefined;

  it('are those of the call and of what it was about', () => {
    const answers = new Answers();
    answers.keep(sites, ['2026-11', null], 'sites of November');
    answers.keep(sites, ['2026-10', null], 'sites of October');
    expect(answers.of(sites, ['2026-11', null])).toBe('sites of November');
    expect(answers.of(overview, ['2026-11', null])).toBeUndefined();
    expect(answers.of(sites, ['2026-11', 'muster/a'])).toBeUndefined();
  });

  it('are the last ones, and the oldest go', () => {
    const answers = new Answers();
    for (let month = 0; month < 30; month += 1) answers.keep(sites, [month], month);
    answers.keep(sites, [20], 'anew');
    expect(answers.of(sites, [0])).toBeUndefined();
    expect(answers.of(sites, [29])).toBe(29);
    expect(answers.of(sites, [20])).toBe('anew');
  });

  it('are forgotten where there is none any more', () => {
    const answers = new Answers();
    answers.keep(sites, [], 'something');
    answers.keep(sites, [], undefined);
    expect(answers.of(sites, [])).toBeUndefined();
  });
});
