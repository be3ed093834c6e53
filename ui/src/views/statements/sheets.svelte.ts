import type { Failure, Page, Preview } from '../../bindings';
import type { Key } from '../../lib/messages/en';

type Outcome = { status: 'ok'; data: Preview } | { status: 'error'; error: Failure };

/** A document page by page, read from its beginning as somebody goes on. It does one thing after the other. */
export class Sheets<A> {
  /** What it is called and how long it is, once the first pages are here. */
  head = $state.raw<Preview>();
  pages = $state.raw<Page[]>([]);
  /** Why there is nothing, or nothing newer than what is shown. */
  failure = $state<Key>();
  isReading = $state(false);
  readonly #call: (asked: A, skip: number) => Promise<Outcome>;
  #asked: A | undefined;
  #turn = 0;
  #last: Promise<boolean> = Promise.resolve(true);
  /** It has changed since all of what is shown was read. */
  #isStale = false;
  /** Somebody reads it anew as soon as it is their turn. */
  #isWaiting = false;

  constructor(call: (asked: A, skip: number) => Promise<Outcome>) {
    this.#call = call;
  }

  /** Another document, or none. */
  async look(asked: A | undefined): Promise<void> {
    this.#asked = asked;
    this.#turn += 1;
    this.#last = Promise.resolve(true); // what is done for another document keeps nobody waiting
    this.#isStale = this.#isWaiting = false;
    this.#clear();
    this.failure = undefined;
    this.isReading = false;
    if (asked !== undefined) await this.#reading(() => this.#on());
  }

  /** The same as it is now: it is read aside, and what is on screen stays until as much of it is here anew. */
  async refresh(): Promise<void> {
    if (this.#asked === undefined) return;
    this.#isStale = true;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    await this.#afterwards(() => {
      this.#isWaiting = false;
      return this.#anew(this.pages.length);
    });
  }

  /** The next pages. */
  async more(): Promise<void> {
    if (this.isReading || this.#isWhole()) return;
    await this.#reading(async () => this.#isWhole() || (await this.#on()));
  }

  /** All that are left. Whether all are there, then. */
  async all(): Promise<boolean> {
    return this.#reading(async () => {
      while (!this.#isWhole()) if (!(await this.#on())) return false;
      // where it changed meanwhile, one page might not go with the other
      return (await this.#anew(Infinity)) && this.#isWhole();
    });
  }

  #isWhole(): boolean {
    return this.head !== undefined && this.pages.length >= this.head.all;
  }

  #clear(): void {
    this.head = undefined;
    this.pages = [];
  }

  async #reading(what: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn;
    this.isReading = true;
    const isDone = await this.#afterwards(what);
    if (turn === this.#turn) this.isReading = false;
    return isDone;
  }

  /** Does it once all that was begun is done, unless another document is looked at then. */
  #afterwards(what: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn;
    this.#last = this.#last.then(() => turn === this.#turn && what());
    return this.#last;
  }

  /** Reads on. Whether that led anywhere. */
  async #on(): Promise<boolean> {
    const found = await this.#read(this.pages.length);
    if (!found) return false;
    this.head = found;
    this.pages = [...this.pages, ...found.pages];
    return found.pages.length > 0;
  }

  /** Reads so many pages once more, if it has changed, and shows them when the last of them is here. */
  async #anew(most: number): Promise<boolean> {
    if (!this.#isStale) return true;
    this.#isStale = false;
    const turn = this.#turn;
    let pages: Page[] = [];
    let found: Preview | undefined;
    do {
      found = await this.#read(pages.length);
      if (!found) {
        if (turn === this.#turn) this.#isStale = true;
        return false;
      }
      pages = [...pages, ...found.pages];
    } while (found.pages.length > 0 && pages.length < Math.min(most, found.all));
    this.head = found;
    this.pages = pages;
    return true;
  }

  /** Pages from one on; nothing where they did not come, or were overtaken. */
  async #read(skip: number): Promise<Preview | undefined> {
    const [turn, asked] = [this.#turn, this.#asked];
    if (asked === undefined) return undefined;
    const outcome = await this.#call(asked, skip).catch(() => undefined);
    if (turn !== this.#turn) return undefined;
    if (outcome?.status === 'ok') {
      this.failure = undefined;
      return outcome.data;
    }
    const failure = typeof outcome?.error === 'object' ? outcome.error : undefined;
    this.failure = failure?.messageKey ?? 'failure.unanswered';
    // that it is not there any more, or not for them, is an answer, too
    if (failure?.code === 'question' || failure?.code === 'sign_in') this.#clear();
    return undefined;
  }
}
