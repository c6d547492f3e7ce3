import { InvalidArgumentError } from 'commander';

/** Reads an option's whole number of at least `least`, as commander takes it. */
export function toWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
  };
}
