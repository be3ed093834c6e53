import type { Failure, SessionFilter, SessionList, SessionPage, SessionRow } from '../bindings';
import { answers } from './answers';
import type { Key } from './messages/en';
import { painted } from './painted';

type Outcome = { status: 'ok'; data: SessionList } | { status: 'error'; error: Failure };
type Call = (filter: SessionFilter, page: SessionPage) => Promise<Outcome>;
/** Pages that have come, by their numbers. A row that is there no more is `null`. */
type Rows = Record<number, (SessionRow | null)[]>;

const PAGE = 100;

/** What is known of a list. */
interface Known {
  head: SessionList;
  rows: Rows;
}

/** A list of any length, of which the pages are read that come into sight. To be made with the component that shows it. */
export class Pages {
  /** What the whole list comes to, as last told. */
  head = $state.raw<SessionList>();
  failure = $state<Key>();
  /** Rises with every list that has come: rows may stand elsewhere in it, or be gone. */
  readings = $state(0);
  #rows = $state.raw<Rows>({});
  #before = $state.raw<SessionList>();
  #filter: SessionFilter | undefined;
  /** Rises with every other list: an answer about one before is of no use. */
  #list = 0;
  #waiting: Record<number, Promise<void> | undefined> = {};
  /** What is shown was known before: it goes if nothing newer comes. */
  #isOld = false;
  readonly #call: Call;
  readonly #answers = answers();

  constructor(call: Call) {
    this.#call = call;
  }

  /** The same or, until another list has come, what the one before it came to: its places stay, and nothing of it. */
  get frame(): SessionList | undefined {
    return this.head ?? this.#before;
  }

  /** The row at a place; undefined until it has come. */
  at(index: number): SessionRow | null | undefined {
    return this.#rows[Math.floor(index / PAGE)]?.[index % PAGE];
  }

  /** Where a row is, among those that have come. */
  indexOf(id: string): number | undefined {
    for (const [page, rows] of Object.entries(this.#rows)) {
      const at = rows.findIndex((row) => row?.id === id);
      if (at >= 0) return Number(page) * PAGE + at;
    }
    return undefined;
  }

  /** Another list. What was last known of it is shown meanwhile, if it was looked at before. */
  async look(filter: SessionFilter): Promise<void> {
    const kept = this.#answers?.of(this.#call, filter) as Known | undefined;
    this.#filter = filter;
    this.#before = this.frame;
    this.head = kept?.head;
    this.failure = undefined;
    this.#rows = kept?.rows ?? {};
    this.#isOld = kept !== undefined;
    const list = (this.#list += 1);
    if (kept) await painted();
    if (list !== this.#list) return;
    await this.#read([0]);
  }

  /** The same list, as it is now: what is in sight stays there until the new rows have come. */
  async refresh(from: number, to: number): Promise<void> {
    await this.#read(pages(from, to));
  }

  /** These rows are in sight; of a list that has not come none is. */
  see(from: number, to: number): void {
    if (!this.head) return;
    for (const page of pages(from, to)) {
      if (!this.#rows[page]) void this.#come(page);
    }
  }

  /** The rows from one place to another, if all of them have come. */
  between(from: number, to: number): (SessionRow | null)[] | undefined {
    const rows = pages(from, to).map((page) => this.#rows[page]);
    if (rows.includes(undefined)) return undefined;
    const first = Math.floor(from / PAGE) * PAGE;
    return rows.flatMap((page) => page ?? []).slice(from - first, to - first + 1);
  }

  /** The same, once they have come; nothing if they don't, or if the list is read anew meanwhile. */
  async bring(from: number, to: number): Promise<(SessionRow | null)[] | undefined> {
    const list = this.#list;
    for (const page of pages(from, to)) {
      if (!this.#rows[page]) await this.#come(page);
      if (list !== this.#list) return undefined;
    }
    return this.between(from, to);
  }

  async #read(wanted: number[]): Promise<void> {
    const list = (this.#list += 1);
    this.#waiting = {};
    const rows: Rows = {};
    let head: SessionList | undefined;
    for (const [nth, page] of wanted.entries()) {
      const found = await this.#ask(page, nth === 0);
      if (list !== this.#list) return;
      if (!found) return; // what was there stays
      head = found;
      rows[page] = found.page;
    }
    this.head = head;
    this.failure = undefined;
    this.#rows = rows;
    this.#isOld = false;
    this.readings += 1;
    this.#answers?.keep(this.#call, this.#filter, head && { head, rows });
  }

  /** Asks for a page but once. */
  #come(page: number): Promise<void> {
    return (this.#waiting[page] ??= this.#add(page));
  }

  async #add(page: number): Promise<void> {
    const list = this.#list;
    const found = await this.#ask(page, false);
    if (list !== this.#list) return;
    this.#waiting[page] = undefined;
    if (found) this.#rows = { ...this.#rows, [page]: found.page };
  }

  async #ask(page: number, afresh: boolean): Promise<SessionList | undefined> {
    if (!this.#filter) return undefined;
    const list = this.#list;
    let failure: Key = 'failure.unanswered';
    try {
      const wanted = { skip: page * PAGE, take: PAGE, afresh, withPeople: true };
      const outcome = await this.#call(this.#filter, wanted);
      if (outcome.status === 'ok') return outcome.data;
      if (typeof outcome.error === 'object') failure = outcome.error.messageKey;
    } catch {
      // a call that Tauri refuses has no outcome
    }
    if (list === this.#list && (!this.head || this.#isOld)) {
      this.#answers?.keep(this.#call, this.#filter, undefined);
      this.head = this.#before = undefined;
      this.#rows = {};
      this.failure = failure;
    }
    return undefined;
  }
}

function pages(from: number, to: number): number[] {
  const first = Math.floor(Math.max(0, from) / PAGE);
  const last = Math.floor(Math.max(0, to) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
