/** Round numbers from `low` to `high`, about `count` of them: 1, 2 or 5 times a power of ten apart. */
export function toTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((k) => k * power >= rough * 0.999)! * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** Round numbers on a log axis from 10^`low` to 10^`high`: powers of ten, with more in between if these are few. */
export function toLogTicks(low: number, high: number, count: number): number[] {
  const powers = Array.from(
    { length: Math.floor(high) - Math.floor(low) + 1 },
    (_, k) => 10 ** (Math.floor(low) + k),
  );
  const inside = (value: number) => value >= 10 ** low * 0.999 && value <= 10 ** high * 1.001;
  for (const digits of [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]]) {
    const ticks = powers
      .flatMap((power) => digits.map((digit) => Number((digit * power).toPrecision(12))))
      .filter(inside);
    if (ticks.length >= 3) return ticks.filter((_, k) => k % Math.ceil(ticks.length / (2 * count)) === 0);
  }
  return toTicks(10 ** low, 10 ** high, count).filter((tick) => tick > 0);
}

/** Numbers along an axis, all with the precision of the finest: `0.00`, `0.05`, `0.10`. */
export function toLabels(ticks: number[]): string[] {
  const decimals = Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
  return ticks.map((tick) => toLabel(tick, decimals));
}

/** `0.05`, `10,000`, `2e-7`; with a minus sign as wide as a plus. */
export function toLabel(tick: number, decimals?: number): string {
  const size = Math.abs(tick);
  const words =
    size > 0 && (size < 1e-4 || size >= 1e7)
      ? tick.toExponential().replace('e+', 'e')
      : tick.toLocaleString('en', {
          minimumFractionDigits: decimals ?? 0,
          maximumFractionDigits: decimals ?? 12,
        });
  return words.replace(/-/g, '−');
}
