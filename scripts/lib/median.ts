/** The number in the middle; of an even count the mean of the two. Infinity for none: what did not run is the slowest. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2 : Infinity;
}
