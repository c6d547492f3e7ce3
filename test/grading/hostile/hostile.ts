import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/run';

/** A submission that attacks, and what must come of it. */
export interface Hostile {
  name: string;
  /** Its file; in it, `PORT`, `PID`, `SECRET`, `FOLDER`, `NEIGHBOUR` and `ROOT` between two `@` stand for what `setBait` makes. */
  source: string;
  /** 0, or what the honest part of it is worth. */
  score: number;
  /** What one of its messages must say. */
  says: RegExp;
  slug?: string;
  file?: 'task.ipynb';
}

/** An honest solution of 0-vanilla: it is worth 100 points. */
export const honest = readFileSync(join(root, 'grading/fixtures/0-vanilla/pass/functional.ts'), 'utf8');

/** An honest solution of 3-variational. */
const honestDraws = readFileSync(join(root, 'grading/fixtures/3-variational/pass/exp-then-sqrt.ts'), 'utf8');

/** A function that builds nothing: it is worth no points. */
export const nothing = 'export function autoencoder(..._: any[]): any { return {}; }\n';

/** What is said about a function that builds nothing. */
export const missing = /encoder and decoder and auto missing/;

/** An attack without any solution: it must get no points. */
export const alone = (name: string, attack: string, says: RegExp = missing): Hostile => ({
  name,
  source: `${attack}\n${nothing}`,
  score: 0,
  says,
});

/** An attack beside an honest solution, which it must not take anything away from, nor add anything to. */
export const beside = (name: string, attack: string, score = 100, says = /^/): Hostile => ({
  name,
  source: `${honest}\n${attack}\n`,
  score,
  says,
});

/** A function of the learner with this body, in place of one that builds models. */
export const calling = (name: string, body: string, says: RegExp, score = 0): Hostile => ({
  name,
  source: `import * as tf from '@tensorflow/tfjs';\nexport function autoencoder(...args: any[]): any { ${body} }\n`,
  score,
  says,
});

/** The honest models of 3-variational, of which `change` takes something apart. */
export const changingDraws = (name: string, change: string, score: number, says: RegExp): Hostile => ({
  ...changing(name, change, score, says, honestDraws),
  slug: '3-variational',
});

/** The honest models, of which `change` takes something apart before they are returned. */
export const changing = (
  name: string,
  change: string,
  score: number,
  says: RegExp,
  whole = honest,
): Hostile => ({
  name,
  source: `${whole.replace(/export function autoencoder/, 'function build')}
export function autoencoder(...args: any[]): any {
  const models: any = (build as any)(...args);
  const { encoder, decoder, auto } = models;
  ${change}
  return models;
}\n`,
  score,
  says,
});
