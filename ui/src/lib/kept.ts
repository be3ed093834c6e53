/** What a person chose in this window, kept on this machine. */
export function kept<T extends string>(name: string, choices: readonly T[]): T | undefined {
  const value = localStorage.getItem(name);
  return choices.find((choice) => choice === value);
}

export function keep(name: string, value: string): void {
  localStorage.setItem(name, value);
}
