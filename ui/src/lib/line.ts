/** A line through points, as a path has it; where there is none it is broken. */
export function lineThrough(points: readonly ({ x: number; y: number } | undefined)[]): string {
  let path = '';
  let isOn = false;
  for (const point of points) {
    if (point) path += `${isOn ? 'L' : 'M'}${point.x},${point.y}`;
    isOn = point !== undefined;
  }
  return path;
}
