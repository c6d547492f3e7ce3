import { onTermination } from './termination';

/**
 * Observes every piece of user code that runs within a step: a custom layer, loss, metric or regularizer. It may depend on
 * anything, so a graph alone cannot replace it.
 */
export interface Observer {
  /** Whether user code is running. */
  readonly isInside: boolean;
  /** Whether `layer` is custom code, or contains some. */
  isCustomLayer(layer: object): boolean;
  /** Whether `fn` is a loss, metric or penalty written by the user. */
  isCustomFunction(fn: (...args: never[]) => unknown): boolean;
  /** Runs `code`, the part of the step that belongs to `owner`, and returns its result or a placeholder for it. */
  run<Args, Result>(owner: object, code: (args: Args) => Result, args: Args): Result;
}

let observer: Observer | undefined;
onTermination(() => (observer = undefined));

/** The observer of the current step, if there is one. */
export const currentObserver = (): Observer | undefined => observer;

/** Runs `work` with `next` as the observer. */
export function observe<T>(next: Observer | undefined, work: () => T): T {
  const outer = observer;
  observer = next;
  try {
    return work();
  } finally {
    observer = outer;
  }
}

/** Calls `fn` with the tensors `args`; if `fn` is user code, the observer sees the call. */
export function callFunction<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  ...args: Args
): Result {
  return observer?.isCustomFunction(fn) ? observer.run(fn, (given: Args) => fn(...given), args) : fn(...args);
}
