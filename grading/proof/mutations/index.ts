import { activations } from './activations';
import { compile } from './compile';
import { draws } from './draws';
import { formulas } from './formulas';
import { joins } from './joins';
import { layers, order, sizes } from './layers';
import type { Mutation, Operator } from './mutation';
import { divergence, penalty } from './penalties';
import { layerSettings, padding } from './settings';
import { readKey } from './key';

/** All kinds of mistakes, by what they break. */
const operators: Record<string, Operator> = {
  sizes,
  layers,
  order,
  activations,
  settings: layerSettings,
  padding,
  compile,
  joins,
  formulas,
  penalty,
  divergence,
  draws,
};

/** A broken answer key, ready to grade. */
export interface Mutant extends Mutation {
  slug: string;
  /** The kind of mistake. */
  kind: string;
}

/** All mutants of a task's answer key, without duplicates. */
export function mutate(slug: string): Mutant[] {
  const key = readKey(slug);
  const seen = new Set([key.source]);
  return Object.entries(operators).flatMap(([kind, operator]) =>
    operator(key).flatMap((mutation): Mutant[] => {
      if (seen.has(mutation.source)) return [];
      seen.add(mutation.source);
      return [{ ...mutation, slug, kind }];
    }),
  );
}
