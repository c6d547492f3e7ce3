const mean = (numbers: number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** The first moments of `numbers`; `kurtosis` is 3 for a normal distribution. */
export function moments(numbers: number[]): { mean: number; variance: number; kurtosis: number } {
  const center = mean(numbers);
  const variance = mean(numbers.map((x) => (x - center) ** 2));
  return { mean: center, variance, kurtosis: mean(numbers.map((x) => (x - center) ** 4)) / variance ** 2 };
}

/** Pearson's correlation of two lists of the same length. */
export function correlation(a: number[], b: number[]): number {
  const [left, right] = [moments(a), moments(b)];
  const together = mean(a.map((x, i) => (x - left.mean) * (b[i]! - right.mean)));
  return together / Math.sqrt(left.variance * right.variance);
}
