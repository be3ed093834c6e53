import { untrack } from 'svelte';
import type { Failure } from '../bindings';
import { answers } from './answers';
import { onChange } from './changes.svelte';
import type { Key } from './messages/en';
import { painted } from './painted';

type Outcome<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure };

export type Answer<T> =
  { state: 'loading' } | { state: 'ready'; data: T } | { state: 'failed'; message: Key };

/** One call to the shell, and what is known of its answer. To be made with the component that asks. */
export class Question<T, A extends unknown[] = []> {
  answer = $state.raw<Answer<T>>({ state: 'loading' });
  readonly #call: (...about: A) => Promise<Outcome<T>>;
  readonly #answers = answers();
  #asked = 0;

  constructor(call: (...about: A) => Promise<Outcome<T>>) {
    this.#call = call;
  }

  /** Asks whenever it is about something else, and once more whenever something has changed. */
  follow(about: () => A): void {
    const wanted = $derived(JSON.stringify(about()));
    $effect(() => {
      void wanted;
      untrack(() => void this.ask(...about()));
    });
    onChange(() => this.refresh(...about()));
  }

  /** Asks about something else, and says whether there is an answer to that now. What was last answered about that is shown meanwhile, if it was asked before. */
  async ask(...about: A): Promise<boolean> {
    const kept = this.#answers?.of(this.#call, about) as T | undefined;
    if (kept === undefined) {
      this.answer = { state: 'loading' };
    } else {
      this.answer = { state: 'ready', data: kept };
      const asked = (this.#asked += 1);
      await painted();
      if (asked !== this.#asked) return false;
    }
    const answer = await this.#asking(about);
    // what is as it was is not drawn again
    if (answer && JSON.stringify(answer) !== JSON.stringify(this.answer)) this.answer = answer;
    return answer?.state === 'ready';
  }

  /** Asks the same once more, and says likewise: what is known stays until there is something newer, and also if there is not. */
  async refresh(...about: A): Promise<boolean> {
    const answer = await this.#asking(about);
    if (!answer || (answer.state === 'failed' && this.answer.state === 'ready')) return false;
    this.answer = answer;
    return answer.state === 'ready';
  }

  /** Nothing for an answer that was overtaken, which is of no use. */
  async #asking(about: A): Promise<Answer<T> | undefined> {
    const asked = (this.#asked += 1);
    const answer = await this.#call(...about).then(answered<T>, unanswered);
    if (asked !== this.#asked) return undefined;
    this.#answers?.keep(this.#call, about, answer.state === 'ready' ? answer.data : undefined);
    return answer;
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
