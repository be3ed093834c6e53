import { Channel } from '@tauri-apps/api/core';
import {
  commands,
  type Exported,
  type Failure,
  type Reached,
  type SessionColumn,
  type SessionFilter,
} from '../bindings';
import type { Language } from './i18n.svelte';
import type { Key } from './messages/en';

/** What is over sooner, in milliseconds, shows nothing on its way. */
const SOON = 300;

type Outcome = { status: 'ok'; data: Exported } | { status: 'error'; error: Failure };

/**
 * A list on its way into a file: one at a time, wherever whoever takes it along looks meanwhile.
 */
class Taking {
  isUnderWay = $state(false);
  /** Whether it takes long enough to be told of. */
  isLong = $state(false);
  /** How far it is, once any of it is done. */
  reached = $state.raw<Reached>();
  /** What came of the last one. */
  outcome = $state.raw<{ file?: string; failure?: Key }>();
  #turn = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** Takes a list along, unless one is under way. */
  async take(filter: SessionFilter, columns: SessionColumn[], written: Language): Promise<void> {
    if (this.isUnderWay) return;
    const turn = ++this.#turn;
    this.isUnderWay = true;
    this.outcome = undefined;
    this.#soon = setTimeout(() => (this.isLong = true), SOON);
    const channel = new Channel<Reached>();
    channel.onmessage = (reached) => {
      if (turn === this.#turn) this.reached = reached;
    };
    const outcome: Outcome | undefined = await commands
      .exportSessions(filter, columns, written, channel)
      .catch(() => undefined);
    if (turn !== this.#turn) return;
    this.#end();
    this.outcome =
      outcome?.status === 'ok'
        ? { file: outcome.data.file }
        : { failure: outcome?.error.messageKey ?? 'failure.unanswered' };
  }

  /** Breaks it off: what it comes to says so. */
  async breakOff(): Promise<void> {
    await commands.breakOffExport().catch(() => undefined);
  }

  /** Another list is looked at: what came of the last one has been read. */
  look(): void {
    this.outcome = undefined;
  }

  /** Nothing stays of whoever looked. */
  leave(): void {
    this.#end();
    this.outcome = undefined;
  }

  /** What is told of it later is of no interest. */
  #end(): void {
    this.#turn += 1;
    clearTimeout(this.#soon);
    this.isUnderWay = this.isLong = false;
    this.reached = undefined;
  }
}

export const taking = new Taking();
