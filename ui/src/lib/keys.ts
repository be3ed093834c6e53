import type { View } from '../bindings';

type Step = 'back' | 'forward';

/** What a key asks for, wherever one is. */
export type Wish =
  | { kind: 'go'; view: View }
  | { kind: Step }
  | { kind: 'search' }
  | { kind: 'find' }
  | { kind: 'help' }
  | { kind: 'rows' }
  | { kind: 'nothing' };

/** There it is not Alt that leads back with an arrow: that goes through words. */
export const isMac = navigator.platform.startsWith('Mac');

/** Whether the key is held that on this system makes a command of a letter, and no other beside it. */
export function isCommand({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return !altKey && !shiftKey && metaKey === isMac && ctrlKey !== isMac;
}

/** After `g`, the letter of a view: the same in every language, so that hands need not learn anew. */
export const LETTERS: Record<View, string> = {
  'overview': 'o',
  'sites': 's',
  'charge-points': 'p',
  'sessions': 'e',
  'statements': 't',
  'connection': 'c',
};

/** So many milliseconds a letter may come after `g`. */
const PATIENCE = 1500;

/** Reads keys one by one: only it knows that `g` was pressed. */
export class Keys {
  #since = -Infinity;

  /** What a key asks for. `views` are those that are offered, in their order. */
  read(event: KeyboardEvent, views: readonly View[], now: number): Wish {
    const isAfter = now - this.#since < PATIENCE;
    this.#since = -Infinity;
    const step = stepOf(event);
    if (step) return { kind: step };
    if (isFind(event)) return { kind: 'find' };
    if (event.altKey || event.isComposing || isTyped(event.target)) return { kind: 'nothing' };
    if (event.ctrlKey || event.metaKey) {
      // by its place on the keyboard: elsewhere a digit takes Shift
      const view = views[Number(/^Digit([1-9])$/.exec(event.code)?.[1] ?? 0) - 1];
      return view ? { kind: 'go', view } : { kind: 'nothing' };
    }
    if (isAfter) {
      const view = views.find((view) => LETTERS[view] === event.key);
      if (view) return { kind: 'go', view };
    }
    switch (event.key) {
      case 'g':
        this.#since = now;
        return { kind: 'nothing' };
      case '/':
        return { kind: 'search' };
      case '?':
        return { kind: 'help' };
      case 'ArrowDown':
        return { kind: 'rows' };
      default:
        return { kind: 'nothing' };
    }
  }
}

/** As browsers of the system have it; on a Mac, in text, the same keys lead to the ends of a line. */
function stepOf({ key, altKey, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent): Step | undefined {
  if (shiftKey || ctrlKey || altKey === isMac || metaKey !== isMac || (isMac && isTyped(target))) {
    return undefined;
  }
  return key === 'ArrowLeft' ? 'back' : key === 'ArrowRight' ? 'forward' : undefined;
}

/** Also from where keys are letters; on a Mac, Ctrl and this letter are of those who write. */
function isFind(event: KeyboardEvent): boolean {
  return event.key === 'k' && isCommand(event);
}

/** Where keys are letters. */
function isTyped(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="radio"]), textarea, select'))
  );
}
