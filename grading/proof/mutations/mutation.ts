import type { Key } from './key';

/** The answer key with one thing broken. */
export interface Mutation {
  /** What was broken: 'encoder: relu of the first layer is tanh'. */
  title: string;
  source: string;
  /** What the first check that fails must say of it; matched against `id: rationale help`. */
  about: RegExp;
}

/** Finds every place of the key at which one kind of mistake can be made. */
export type Operator = (key: Key) => Mutation[];
