import { Session as Inspector } from 'node:inspector';
import { join } from 'node:path';

/** Under this symbol the thread that hears finds, through the inspector, the function that stops the main thread. */
export const STOP = 'autoencoders.kernel.stop';

/** What became of a Stop: it is done, it is to be asked for again, or a signal is what ends the code that runs. */
export type Stopped = 'done' | 'again' | 'signal';

/** Whose code runs: `cell` is a cell up to its first `await`, `learner` what comes of it later. */
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

/**
 * Lets Stop reach the main thread whatever it does. The inspector runs the function offered here in the middle of a
 * loop as well as between events, so that it sees on the stack whose code it would cut: the kernel's own never.
 *
 * @param running the number of the cell that runs, if one does
 * @param end ends the wait for that cell
 */
export function offerStop(running: () => number | undefined, end: () => void): void {
  const inspector = new Inspector();
  inspector.connect();
  const stop = (cell: number | undefined, patient: boolean): Stopped => {
    if (cell !== undefined && cell !== running()) return 'done';
    const owner = toOwner(readStack());
    if (owner === 'cell') return 'signal';
    if (owner === 'kernel') return 'again';
    if (owner === 'nobody') end();
    else if (!patient) inspector.post('Runtime.terminateExecution');
    return owner === 'nobody' ? 'done' : 'again';
  };
  Object.defineProperty(globalThis, Symbol.for(STOP), { value: { running, stop } });
}

/** The whole stack, less the frames of Stop itself. */
function readStack(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Object.assign(Error, { stackTraceLimit: Infinity, prepareStackTrace: undefined });
  const { stack = '' } = new Error();
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  // this function, stop, and the expression that the inspector was given
  return stack.split('\n').slice(4).join('\n');
}
