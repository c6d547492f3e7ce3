import type { Key } from './key';

/** The answer key with one thing broken. */
export interface Mutation {
  /** What was broken: 'encoder: relu of the first layer is tanh'. */
  title: string;
  source: string;
  /** Must match `id: rationale help` of the first failed check. */
  about: RegExp;
}

/** Finds all places in the key where one kind of mistake can be made. */
export type Operator = (key: Key) => Mutation[];
