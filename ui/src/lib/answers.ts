import { getContext, setContext } from 'svelte';

/** So many answers are kept: as many as somebody goes back to. */
const MOST = 24;

interface Kept {
  call: unknown;
  about: string;
  answer: unknown;
}

/**
 * What was last answered, so that whoever goes back to a view sees at once what was there, while it is asked anew. It lives
 * as long as the part of the page that has it, which shows figures to one person, and goes with them.
 */
export class Answers {
  #kept: Kept[] = [];

  /** What a call last answered about something. */
  of(call: unknown, about: unknown): unknown {
    const text = JSON.stringify(about);
    return this.#kept.find((kept) => kept.call === call && kept.about === text)?.answer;
  }

  /** Nothing forgets what was there. */
  keep(call: unknown, about: unknown, answer: unknown): void {
    const text = JSON.stringify(about);
    const others = this.#kept.filter((kept) => kept.call !== call || kept.about !== text);
    this.#kept = answer === undefined ? others : [...others, { call, about: text, answer }].slice(-MOST);
  }
}

const HERE = Symbol('answers');

/** From this component down answers are kept. */
export function keepAnswers(): void {
  setContext(HERE, new Answers());
}

/** Where answers are kept, if anywhere. To be asked while a component is made. */
export function answers(): Answers | undefined {
  return getContext<Answers | undefined>(HERE);
}
