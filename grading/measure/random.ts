/** Random numbers, repeatable with a seed; `stream` separates the draws of one check from those of another. */
export class Random {
  private state: number;

  constructor(seed: number, stream = '') {
    this.state = seed >>> 0;
    for (const char of stream) this.state = Math.imul(this.state ^ char.charCodeAt(0), 0x01000193) >>> 0;
    this.uniform();
  }

  /** Uniform from `low` to `high` (mulberry32). */
  uniform(low = 0, high = 1): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return low + (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (high - low);
  }

  /** A whole number from `low` to `high`, inclusive. */
  integer(low: number, high: number): number {
    return Math.floor(this.uniform(low, high + 1));
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** `count` different whole numbers from `low` to `high`, in random order. */
  distinct(count: number, low: number, high: number): number[] {
    const all = Array.from({ length: high - low + 1 }, (_, i) => low + i);
    return Array.from({ length: count }, () => all.splice(this.integer(0, all.length - 1), 1)[0]!);
  }
}
