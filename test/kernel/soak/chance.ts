import seedrandom from 'seedrandom';

/** Draws from a seed: the same seed gives the same draws. */
export class Chance {
  private readonly random: seedrandom.PRNG;

  constructor(seed: number) {
    this.random = seedrandom(String(seed));
  }

  /** Whether an event happens that has this probability. */
  happens(probability: number): boolean {
    return this.random() < probability;
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.random() * end);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One of the keys, each as likely as its weight says. */
  pickWeighted(weights: Record<string, number>): string {
    const entries = Object.entries(weights);
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    return entries.find(([, weight]) => (left -= weight) < 0)?.[0] ?? entries[0]![0];
  }
}
