import type { Failure, Page, Preview } from '../../bindings';
import type { Key } from '../../lib/messages/en';

type Outcome = { status: 'ok'; data: Preview } | { status: 'error'; error: Failure };

/** A document page by page, read from its beginning as somebody goes on. */
export class Sheets<A> {
  /** What it is called and how long it is, once the first pages are here. */
  head = $state.raw<Preview>();
  pages = $state.raw<Page[]>([]);
  failure = $state<Key>();
  isReading = $state(false);
  readonly #call: (asked: A, skip: number) => Promise<Outcome>;
  #asked: A | undefined;
  #turn = 0;

  constructor(call: (asked: A, skip: number) => Promise<Outcome>) {
    this.#call = call;
  }

  /** Another document, or none. */
  async look(asked: A | undefined): Promise<void> {
    this.#asked = asked;
    this.#turn += 1;
    this.head = undefined;
    this.pages = [];
    this.failure = undefined;
    this.isReading = false;
    if (asked !== undefined) await this.#read(0);
  }

  /** The same as it is now; what is on screen stays until there is something newer. */
  async refresh(): Promise<void> {
    if (this.#asked === undefined) return;
    this.#turn += 1;
    this.isReading = false;
    const pages = this.pages.length;
    await this.#read(0);
    while (this.pages.length < Math.min(pages, this.head?.all ?? 0) && !this.failure) {
      if (!(await this.#read(this.pages.length))) return;
    }
  }

  /** The next pages. */
  async more(): Promise<void> {
    if (!this.isReading && this.head && this.pages.length < this.head.all) {
      await this.#read(this.pages.length);
    }
  }

  /** All that are left. */
  async all(): Promise<void> {
    while (this.head && this.pages.length < this.head.all) {
      if (!(await this.#read(this.pages.length))) return;
    }
  }

  /** Whether it led on. */
  async #read(skip: number): Promise<boolean> {
    const [turn, asked] = [this.#turn, this.#asked];
    if (asked === undefined) return false;
    this.isReading = true;
    const outcome = await this.#call(asked, skip).catch(() => undefined);
    // what was overtaken is of no use
    if (turn !== this.#turn) return false;
    this.isReading = false;
    if (outcome?.status !== 'ok') {
      this.failure = typeof outcome?.error === 'object' ? outcome.error.messageKey : 'failure.unanswered';
      return false;
    }
    this.failure = undefined;
    this.head = outcome.data;
    this.pages = [...this.pages.slice(0, skip), ...outcome.data.pages];
    return outcome.data.pages.length > 0;
  }
}
