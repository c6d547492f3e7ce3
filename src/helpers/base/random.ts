import seedrandom from 'seedrandom';

/**
 * Makes all random numbers of this process repeatable: shuffling, tfjs' initial weights, noise. tfjs draws the seeds of
 * its own generators from `Math.random`, so only that has to be seeded.
 *
 * @param seed any whole number, or several
 * @example
 * seedRandom(1);
 * const { auto } = vanillaAutoencoder(784, [128, 64], 32); // the same weights each time
 */
export function seedRandom(...seed: number[]): void {
  seedrandom(seed.join('/'), { global: true });
}
