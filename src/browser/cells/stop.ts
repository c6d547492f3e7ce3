import * as tf from '@tensorflow/tfjs';
import { STOP_POINT } from '../language/stop-point';

/** What a stop point throws. */
class Stopped extends Error {}

let requested: Int32Array | undefined;
let received = 0;

/** Whether a Stop is pending, which the worker has not received: an error now is a consequence of it. */
export const isStopDue = (): boolean => !!requested && Atomics.load(requested, 0) > received;

/** Whether an error comes from a stop point. */
export const isStopped = (error: unknown): boolean => error instanceof Stopped;

/**
 * Records that the worker received a Stop between two events.
 *
 * @returns whether the code could not continue by itself: never, because stop points let `finally` run
 */
export function recordStop(): boolean {
  received += 1;
  return false;
}

/**
 * Lets Stop reach code that keeps the worker busy.
 *
 * @param count how often the page requested it, in shared memory; without it, only code that awaits can be stopped
 */
export function exposeStop(count: Int32Array | undefined): void {
  if (!count) return;
  requested = count;
  const check = (): void => {
    if (isStopDue()) throw new Stopped('stopped');
  };
  Object.defineProperty(globalThis, STOP_POINT, { value: check });
  // a `fit` that never lets other events pass has none of the learner's loops
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  engine.runKernel = ((...args: Parameters<typeof runKernel>) => {
    check();
    return runKernel(...args);
  }) as typeof engine.runKernel;
}
