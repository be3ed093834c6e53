/** Where the keys go once somebody has been led somewhere. */

function into(...places: string[]): void {
  const found = places.map((place) => document.querySelector<HTMLElement>(place)).find((box) => box !== null);
  found?.focus({ focusVisible: true });
}

/** Into the view. Where something beside a list stays as it is, the list scrolls by itself. */
export function intoView(): void {
  into('main [data-scrolls]', 'main');
}

/** Into what is open beside it, if anything is. */
export function intoDrawer(): void {
  into('main [data-drawer]', 'main [data-scrolls]', 'main');
}
