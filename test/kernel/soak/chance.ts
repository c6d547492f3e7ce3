import seedrandom from 'seedrandom';

/** Draws random values from a seed: the same seed gives the same values. */
export class Chance {
  private readonly random: seedrandom.PRNG;

  constructor(seed: number) {
    this.random = seedrandom(String(seed));
  }

  /** Whether an event of this probability happens. */
  happens(probability: number): boolean {
    return this.random() < probability;
  }

  /** An integer from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.random() * end);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One of the keys, with probabilities proportional to their weights. */
  pickWeighted(weights: Record<string, number>): string {
    const entries = Object.entries(weights);
    let left = this.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    return entries.find(([, weight]) => (left -= weight) < 0)?.[0] ?? entries[0]![0];
  }
}
