/** The few numbers that the main thread and the thread that hears for it share. */

/** Place of the count of Stops that the main thread has answered. */
export const ANSWERED = 0;
/** Place of what the main thread does. */
export const BUSY = 1;

/** What the main thread does, as far as Stop has to know. */
export enum Doing {
  /** Waiting, or a learner's code after its first `await`. */
  Free = 0,
  /** The kernel's own work, which must not be cut. */
  Compiling = 1,
  /** A learner's code that a signal ends. */
  Signalled = 2,
}

/** Zeroed numbers to share. */
export const createPulse = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));
