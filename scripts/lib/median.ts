/** The middle number, or the mean of the two middle ones. Infinity for an empty list: what did not run counts as slowest. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : Infinity;
}
