import { Channel } from '@tauri-apps/api/core';
import { commands, type Changed, type DeskState, type Failure, type Place } from '../bindings';
import { isHome, leave, look } from './address.svelte';
import type { Key } from './messages/en';
import { addressOf } from './place';
import { taking } from './taking.svelte';

/** So often, in milliseconds, it looks whether it is another day: a machine that slept wakes up on one, too. */
const MINUTE = 60_000;

/**
 * What lies on the desk, as the shell last told it. The shell says that something has changed, never what: whoever
 * shows figures asks for them again.
 */
class Desk {
  state = $state.raw<DeskState>();
  /** Rises with every change of what figures are made of. */
  changes = $state(0);
  /** When the CPMS was last asked, as the figures on screen have it. */
  asOf = $state<string | null>(null);
  /** The property that the view on screen is of. */
  place = $state.raw<{ key: string; name: string } | null>(null);
  /** Whether that view has to be of one, so that all of them together are no choice. */
  isOneByOne = $state(false);
  /** The last thing that went wrong here. */
  failure = $state<Key>();
  /** What has changed while nobody could see it. */
  #missed: Changed | undefined;
  /** The one that it was when somebody last looked at the clock. */
  #day = '';
  #clock: ReturnType<typeof setInterval> | undefined;

  async start(): Promise<void> {
    const channel = new Channel<Changed>();
    channel.onmessage = (changed) => void this.#again(changed);
    document.addEventListener('visibilitychange', this.#turn);
    this.#day = new Date().toDateString();
    this.#clock = setInterval(this.#onMinute, MINUTE);
    try {
      this.#take(await commands.watch(channel));
      if (document.hidden) await commands.beSeen(false);
    } catch {
      this.failure = 'failure.unanswered';
    }
  }

  /** Nobody looks any more. */
  end(): void {
    document.removeEventListener('visibilitychange', this.#turn);
    clearInterval(this.#clock);
  }

  /** On another day what is named by today is asked for anew, also where nothing comes. */
  readonly #onMinute = (): void => {
    const day = new Date().toDateString();
    if (day === this.#day) return;
    this.#day = day;
    void this.#again('figures');
  };

  /** A window that nobody can see asks for nothing, and has the CPMS asked less often. */
  readonly #turn = async (): Promise<void> => {
    const isSeen = !document.hidden;
    try {
      this.#take(await commands.beSeen(isSeen));
    } catch {
      this.failure = 'failure.unanswered';
    }
    if (isSeen && this.#missed) void this.#again(this.#missed);
  };

  /** Whoever signs in is back where they left, unless somebody has gone elsewhere already. */
  #take(next: DeskState): void {
    const before = this.state?.person?.id;
    const isNew = next.person !== null && next.person.id !== before;
    this.state = next;
    if (before !== undefined && next.person?.id !== before) this.#leave();
    if (isNew && next.place && isHome()) look(addressOf(next.place, next.today));
  }

  /** Whether who looks lists sessions of one property at a time alone. */
  get listsOneByOne(): boolean {
    return this.state !== undefined && !this.state.listsAcross;
  }

  /** What the view on screen is of; nothing for all properties, or for what is of none. */
  be(place: { key: string; name: string } | null, isOneByOne = false): void {
    this.place = place;
    this.isOneByOne = isOneByOne;
  }

  /** Has the desk told anew: a grant may end without a word. */
  lookAgain = () => this.#again('desk');

  /** Keeps where a person looks. */
  async remember(person: string, place: Place): Promise<void> {
    try {
      await commands.remember(person, place);
    } catch {
      // then it opens at the beginning
    }
  }

  async #again(changed: Changed): Promise<void> {
    const what = this.#missed === 'figures' ? 'figures' : changed;
    this.#missed = document.hidden ? what : undefined;
    if (document.hidden) return;
    try {
      this.#take(await commands.desk());
      if (this.failure === 'failure.unanswered') this.failure = undefined;
      if (what === 'figures') this.changes += 1;
    } catch {
      this.failure = 'failure.unanswered';
    }
  }

  unlock = (passphrase: string) => this.#do(() => commands.unlock(passphrase));
  openSample = () => this.#do(() => commands.openSample());
  signIn = (person: string) => this.#do(() => commands.signIn(person));
  syncNow = () => this.#do(async () => ({ status: 'ok', data: await commands.syncNow() }) as const);
  pauseSync = (isPaused: boolean) =>
    this.#do(async () => ({ status: 'ok', data: await commands.pauseSync(isPaused) }) as const);

  signOut = () => this.#do(() => commands.signOut());

  /** Nothing stays of whoever looked: no figure, no address. */
  #leave(): void {
    this.asOf = null;
    taking.leave();
    leave();
  }

  async #do(
    call: () => Promise<{ status: 'ok'; data: DeskState } | { status: 'error'; error: Failure }>,
  ): Promise<void> {
    try {
      const outcome = await call();
      if (outcome.status === 'ok') {
        this.#take(outcome.data);
        this.failure = undefined;
      } else {
        this.failure = outcome.error.messageKey;
      }
    } catch {
      this.failure = 'failure.unanswered';
    }
  }
}

export const desk = new Desk();
