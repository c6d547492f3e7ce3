/**
 * What a reader is asked: to read a file, to find the type errors or the syntax of what it read, or to tell for which of
 * some tasks a notebook is.
 */
export type ReadingQuestion =
  | { read: { text: string; isNotebook: boolean } }
  | { types: { source: string; name: string } }
  | { syntax: { source: string } }
  | { task: { text: string; among: string[] } };

/** The task that a notebook is for, if it tells. */
export interface TaskRead {
  slug: string | null;
}

/** What is in a file: the submission as TypeScript and JavaScript, or, for the learner, why there is none. */
export type Read =
  | { source: string; code: string }
  /** The notebook has no readable answer. */
  | { unreadable: string }
  /** The file is not valid TypeScript. */
  | { invalid: string };

/** The first type errors, and how many there are. */
export interface TypeErrors {
  errors: string[];
  count: number;
}

/** The most type errors whose text is sent. */
export const mostErrors = 5;

/** A syntax tree as tokens, and the line of each, from 0. */
export interface Syntax {
  tokens: string[];
  lines: number[];
}

/** The most tokens of a syntax tree; an answer key has about 500. */
export const mostTokens = 60_000;
