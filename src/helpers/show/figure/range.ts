/** The least and the most of any number of numbers; Infinity and -Infinity where there are none. */
export function toRange(values: number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
