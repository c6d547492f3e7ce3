import { InvalidArgumentError } from 'commander';

/** A parser for commander options that are whole numbers of at least `least`. */
export function toWhole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
  };
}
