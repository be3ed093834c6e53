/** What a person chose in this window, kept on this machine. */
export function kept<T extends string>(name: string, choices: readonly T[]): T | undefined {
  const value = localStorage.getItem(name);
  return choices.find((choice) => choice === value);
}

/** As {@link kept}, of several together; what is no choice any more is left out. */
export function keptList<T extends string>(name: string, choices: readonly T[]): T[] | undefined {
  const values = localStorage.getItem(name)?.split(',');
  return values && choices.filter((choice) => values.includes(choice));
}

/** Nothing is kept as if it had never been chosen. */
export function keep(name: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(name);
  else localStorage.setItem(name, value);
}
