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

/** As {@link kept}, of a number for each of them that has one. */
export function keptNumbers<T extends string>(
  name: string,
  choices: readonly T[],
): Partial<Record<T, number>> {
  const entries = localStorage.getItem(name)?.split(',') ?? [];
  const numbers: Partial<Record<T, number>> = {};
  for (const entry of entries) {
    const [key, text] = entry.split(':');
    const choice = choices.find((choice) => choice === key);
    if (choice && /^\d+$/.test(text ?? '')) numbers[choice] = Number(text);
  }
  return numbers;
}

export function keepNumbers<T extends string>(
  name: string,
  numbers: Readonly<Partial<Record<T, number | undefined>>>,
): void {
  const entries = Object.entries(numbers).filter(([, value]) => value !== undefined);
  keep(name, entries.map((entry) => entry.join(':')).join(',') || undefined);
}

/** Nothing is kept as if it had never been chosen. */
export function keep(name: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(name);
  else localStorage.setItem(name, value);
}
