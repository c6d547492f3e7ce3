/**
 * Runs in a thread of its own, so that it hears while a cell's loop keeps the main thread busy. Questions go to the
 * main thread; Stop is seen to here; and when the front is gone, so is this process.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort, workerData } from 'node:worker_threads';
import { HEAR_FD, type Ask } from '../protocol';
import { endChildren, findChildren } from './children';
import { STOP } from './stop';

/** How long a `fit` has to come to the end of a batch, and any code to an `await`, before it is cut, in ms. */
const PATIENCE = 300;
/** How long until Stop is asked for again, in ms. */
const PAUSE = 20;
/** How long a program that a cell started has to end by itself, and until new ones are looked for, in ms. */
const GRACE = 300;

const main = new Session();
main.connectToMainThread();

/** How often Stop was asked for, where the main thread can read it though it has not come to hear of it. */
const asked = workerData as Int32Array;

createInterface({ input: new Socket({ fd: HEAR_FD, readable: true, writable: false }) })
  .on('line', (line) => {
    const ask = JSON.parse(line) as Ask;
    parentPort?.postMessage(ask);
    if (ask.ask !== 'interrupt') return;
    const number = Atomics.add(asked, 0, 1) + 1;
    // in this order: code that waits for a program is cut when the program has ended, and does not start another
    stop(number, Date.now());
    endPrograms(number);
  })
  .on('close', () => process.kill(process.pid, 'SIGKILL'));

/** The number of the last Stop that the main thread came to hear of. */
let heard = 0;

/** Cuts what keeps the main thread from hearing of the Stop of that number. */
function stop(number: number, begun: number): void {
  const patient = Date.now() - begun < PATIENCE;
  const expression = `globalThis[Symbol.for('${STOP}')](${number}, ${patient})`;
  main.post('Runtime.evaluate', { expression, returnByValue: true }, (_error, answer) => {
    const isHeard = answer?.result.value as boolean | undefined; // nothing where it was cut itself
    if (isHeard) heard = Math.max(heard, number);
    else setTimeout(stop, PAUSE, number, begun);
  });
}

/**
 * Ends what cells started, and a moment later, for good, those that did not listen; then those started since, for as
 * long as the main thread may be waiting for one.
 */
function endPrograms(number: number): void {
  const children = findChildren();
  endChildren(children, 'SIGTERM');
  setTimeout(() => {
    endChildren(children, 'SIGKILL');
    if (heard < number) endPrograms(number);
  }, GRACE);
}
