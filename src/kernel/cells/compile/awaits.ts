import { isPromise } from 'node:util/types';
import type { Place } from './maps';

/** A place in a learner's script where an error was awaited. */
export interface Wait extends Place {
  script: string;
  /** The function that awaits, if it has a name. */
  name?: string;
}

/** The global function through which a learner's `await` passes its value. */
export const AWAITED = '__awaited';
/** The function for values of top-level calls of a cell, which may never be awaited. */
export const BEGUN = '__begun';

const waits = new WeakMap<object, Wait[]>();
const begins = new WeakMap<Promise<unknown>, Wait>();

/** Defines the global functions that scripts call after `markAwaits`. */
export function defineAwaitHooks(): void {
  const awaited = (value: unknown, script: string, line: number, column: number, name?: string) => {
    if (isPromise(value)) noteWait(value, { script, line, column, name });
    return value;
  };
  const begun = (value: unknown, script: string, line: number, column: number) => {
    if (isPromise(value)) begins.set(value, { script, line, column });
    return value;
  };
  Object.defineProperties(globalThis, { [AWAITED]: { value: awaited }, [BEGUN]: { value: begun } });
}

/** Records for an error where the rejected promise, which nothing awaited, was created. */
export function noteUnhandledRejection(promise: Promise<unknown>, error: unknown): void {
  const begin = begins.get(promise);
  if (begin) noteWaitOf(error, begin);
}

/** Records that a promise is awaited at a place, for the error with which it may be rejected. */
export function noteWait(promise: Promise<unknown>, wait: Wait): void {
  // a separate `then`, so that the learner's `await` resumes at the same time as without it
  Promise.prototype.then.call(promise, undefined, (error: unknown) => noteWaitOf(error, wait));
}

function noteWaitOf(error: unknown, wait: Wait): void {
  if (typeof error !== 'object' || error === null) return;
  const known = waits.get(error) ?? [];
  if (!known.some(({ script, line }) => script === wait.script && line === wait.line)) known.push(wait);
  waits.set(error, known);
}

/** Where an error was awaited, the innermost place first. */
export const waitsOf = (error: object): Wait[] => waits.get(error) ?? [];
