import seedrandom from 'seedrandom';

/** Random choices that a seed repeats. */
export class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seedrandom(String(seed));
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<T>(list: readonly T[]): T {
    if (!list.length) throw new Error('nothing to pick from');
    return list[this.below(list.length)]!;
  }

  /** Picks by weight: an item of weight 2 comes twice as often as one of weight 1. */
  weighted<T extends { weight: number }>(list: readonly T[]): T {
    let left = this.random() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list.at(-1)!;
  }

  /** True with a probability of `share`. */
  happens(share: number): boolean {
    return this.random() < share;
  }
}
