/** The minimum and maximum of any number of values; Infinity and -Infinity if there are none. */
export function toRange(values: number[]): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
