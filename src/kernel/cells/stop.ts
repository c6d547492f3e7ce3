import { Session as Inspector } from 'node:inspector';
import { join } from 'node:path';
import { captureStack } from './errors/trace';

/** Under this symbol the listening thread finds, through the inspector, the function that stops the main thread. */
export const STOP = 'autoencoders.kernel.stop';

/**
 * Whose code is running: `cell` is a cell up to its first `await`, called by the kernel; `learner` is what runs later.
 */
export type Owner = 'nobody' | 'kernel' | 'cell' | 'learner';

const OWN = [join(__dirname, '..'), '/node_modules/tslab/', '/node_modules/@tslab/'];
/** A frame of a stack with a place in a script; an `async` one is only waiting. */
const FRAME = /^\s+at (?!async )(?:.*? \()?(.+?):\d+:\d+\)?$/;

/**
 * Whose code a stack belongs to. The outermost frame decides, because it may call any code; if there are only Node's
 * own frames, it is nobody's code.
 *
 * @example toOwner('Error\n    at f (cell[2]:1:5)\n    at listOnTimeout (node:internal/timers:581:17)'); // 'learner'
 */
export function toOwner(stack: string): Owner {
  const scripts = stack.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const outermost = scripts.filter((script) => !script.startsWith('node:')).at(-1);
  if (!outermost) return 'nobody';
  if (!OWN.some((own) => outermost.includes(own))) return 'learner';
  return scripts.includes('node:vm') ? 'cell' : 'kernel';
}

/** How often Stop was requested; the listening thread counts. */
export const requested = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
let received = 0;
let terminated = false;

/**
 * Records that the main thread received a Stop between two events: nothing keeps it busy any more.
 *
 * @returns whether code had to be terminated for that; what it awaited is lost
 */
export function recordStop(): boolean {
  const had = terminated;
  received += 1;
  terminated = false;
  return had;
}

/** Whether a Stop is pending, which the main thread has not received: an error now is a consequence of it. */
export const isStopDue = (): boolean => Atomics.load(requested, 0) > received;

/**
 * Lets Stop reach code that keeps the main thread busy. The inspector runs the function defined here in the middle of a
 * loop, so that it sees on the stack whose code it would terminate: never the kernel's own, except for what called the
 * cell.
 */
export function exposeStop(): void {
  const inspector = new Inspector();
  inspector.connect();
  const stop = (number: number, patient: boolean): boolean => {
    if (received >= number) return true;
    // without this function, and the expression that the inspector evaluates
    const owner = toOwner(captureStack().slice(2).join('\n'));
    if (owner === 'cell' || (owner === 'learner' && !patient)) {
      terminated = true;
      inspector.post('Runtime.terminateExecution');
    }
    return false;
  };
  Object.defineProperty(globalThis, Symbol.for(STOP), { value: stop });
}
