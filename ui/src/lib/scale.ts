/** Round numbers from 0 up to at least a value, about so many: 0, 200, 400 for 380. */
export function ticks(top: number, about: number): number[] {
  if (!(top > 0)) return [0];
  const rough = top / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const marks = [0];
  while ((marks.at(-1) ?? 0) < top) marks.push(marks.length * step);
  return marks;
}
