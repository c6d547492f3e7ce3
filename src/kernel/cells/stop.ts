import { Session as Inspector } from 'node:inspector';
import { join } from 'node:path';
import { captureStack } from './errors/trace';

/** Under this symbol the thread that hears finds, through the inspector, the function that stops the main thread. */
export const STOP = 'autoencoders.kernel.stop';

/** Whose code runs: `cell` is a cell up to its first `await`, which the kernel called; `learner` what comes later. */
export type Owner = 'nobody' | 'kernel' | 'cell' | 'learner';

const OWN = [join(__dirname, '..'), '/node_modules/tslab/', '/node_modules/@tslab/'];
/** A frame of a stack with a place in a script; an `async` one only waits. */
const FRAME = /^\s+at (?!async )(?:.*? \()?(.+?):\d+:\d+\)?$/;

/**
 * Whose code a stack is of. The outermost frame tells, for what it calls may be anybody's; under Node's own frames
 * alone nobody's code runs.
 *
 * @example
 * toOwner('Error\n    at f (cell[2]:1:5)\n    at listOnTimeout (node:internal/timers:581:17)'); // 'learner'
 */
export function toOwner(stack: string): Owner {
  const scripts = stack.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []);
  const outermost = scripts.filter((script) => !script.startsWith('node:')).at(-1);
  if (!outermost) return 'nobody';
  if (!OWN.some((own) => outermost.includes(own))) return 'learner';
  return scripts.includes('node:vm') ? 'cell' : 'kernel';
}

/** How often Stop was asked for; the thread that hears counts. */
export const asked = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
let heard = 0;
let cut = false;

/**
 * Notes that the main thread came to hear of a Stop between two events: nothing keeps it busy any more.
 *
 * @returns whether code had to be cut for that; what it awaited is lost
 */
export function noteStop(): boolean {
  const had = cut;
  heard += 1;
  cut = false;
  return had;
}

/** Whether Stop was asked for, and the main thread has not come to hear of it: what fails now fails because of it. */
export const isStopDue = (): boolean => Atomics.load(asked, 0) > heard;

/**
 * Lets Stop reach code that keeps the main thread busy. The inspector runs the function offered here in the middle
 * of a loop, so that it sees on the stack whose code it would cut: the kernel's own never, but for what called the cell.
 */
export function offerStop(): void {
  const inspector = new Inspector();
  inspector.connect();
  const stop = (number: number, patient: boolean): boolean => {
    if (heard >= number) return true;
    // less this function, and the expression that the inspector was given
    const owner = toOwner(captureStack().slice(2).join('\n'));
    if (owner === 'cell' || (owner === 'learner' && !patient)) {
      cut = true;
      inspector.post('Runtime.terminateExecution');
    }
    return false;
  };
  Object.defineProperty(globalThis, Symbol.for(STOP), { value: stop });
}
