import type { Failure } from '../bindings';
import type { Key } from './messages/en';

type Outcome<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure };

export type Answer<T> =
  { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; message: Key };

/** One call to the shell, and what is known of its answer. */
export class Question<T> {
  answer = $state.raw<Answer<T>>({ state: 'loading' });
  readonly #call: () => Promise<Outcome<T>>;

  constructor(call: () => Promise<Outcome<T>>) {
    this.#call = call;
  }

  async ask(): Promise<void> {
    this.answer = { state: 'loading' };
    this.answer = await this.#call().then(answered, unanswered);
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
