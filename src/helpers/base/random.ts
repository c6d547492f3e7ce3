import seedrandom from 'seedrandom';

/**
 * Makes every random number of this process follow from a seed: shuffling, tfjs' initial weights, noise. tfjs draws
 * the seeds of its own generators from `Math.random`, so that is the one place to set.
 *
 * @param seed any whole number, or more of them
 * @example
 * seedRandom(1);
 * const { auto } = vanillaAutoencoder(784, [128, 64], 32); // the same weights each time
 */
export function seedRandom(...seed: number[]): void {
  seedrandom(seed.join('/'), { global: true });
}
