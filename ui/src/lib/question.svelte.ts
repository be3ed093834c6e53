import type { Failure } from '../bindings';
import type { Key } from './messages/en';

type Outcome<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure };

export type Answer<T> =
  { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; message: Key };

/** One call to the shell, and what is known of its answer. */
export class Question<T, A extends unknown[] = []> {
  answer = $state.raw<Answer<T>>({ state: 'loading' });
  readonly #call: (...about: A) => Promise<Outcome<T>>;
  #asked = 0;

  constructor(call: (...about: A) => Promise<Outcome<T>>) {
    this.#call = call;
  }

  /** Asks anew: what was known is of something else. */
  async ask(...about: A): Promise<void> {
    this.answer = { state: 'loading' };
    await this.refresh(...about);
  }

  /** Asks the same once more: what is known stays until there is something newer, and also if there is not. */
  async refresh(...about: A): Promise<void> {
    const asked = (this.#asked += 1);
    const answer = await this.#call(...about).then(answered<T>, unanswered);
    // an answer that was overtaken is of no use
    if (asked !== this.#asked) return;
    if (answer.state === 'failed' && this.answer.state === 'ready') return;
    this.answer = answer;
  }
}

function answered<T>(outcome: Outcome<T>): Answer<T> {
  if (outcome.status === 'ok') return { state: 'ready', data: outcome.data };
  // a call that Tauri refuses ends with a text in place of a failure
  return typeof outcome.error === 'object'
    ? { state: 'failed', message: outcome.error.messageKey }
    : unanswered();
}

function unanswered(): { state: 'failed'; message: Key } {
  return { state: 'failed', message: 'failure.unanswered' };
}
