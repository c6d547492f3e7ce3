/**
 * Runs in a separate thread, so that it receives messages while a cell's loop keeps the main thread busy. It passes
 * requests to the main thread, handles Stop itself, and ends this process when the front has ended.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort, workerData } from 'node:worker_threads';
import { REQUEST_FD, type FrontMessage } from '../protocol';
import { endChildren, findChildren } from './children';
import { STOP } from './stop';

/** How long a `fit` may take to reach the end of a batch, and any code an `await`, before it is terminated, in ms. */
const PATIENCE = 300;
/** How long until Stop is requested again, in ms. */
const PAUSE = 20;
/**
 * How long a program that a cell started may take to end by itself, and how long until the next search for new ones, in
 * ms.
 */
const GRACE = 300;

const main = new Session();
main.connectToMainThread();

/** How often Stop was requested, where the main thread can read it even before it has received the request. */
const requested = workerData as Int32Array;

createInterface({ input: new Socket({ fd: REQUEST_FD, readable: true, writable: false }) })
  .on('line', (line) => {
    const message = JSON.parse(line) as FrontMessage;
    parentPort?.postMessage(message);
    if (message.kind !== 'interrupt') return;
    const number = Atomics.add(requested, 0, 1) + 1;
    // in this order: code that waits for a program is terminated after the program has ended, and does not start
    // another
    stop(number, Date.now());
    endPrograms(number);
  })
  .on('close', () => process.kill(process.pid, 'SIGKILL'));

/** The number of the last Stop that the main thread has received. */
let received = 0;

/** Terminates the code that keeps the main thread from receiving the Stop of that number. */
function stop(number: number, begun: number): void {
  const patient = Date.now() - begun < PATIENCE;
  const expression = `globalThis[Symbol.for('${STOP}')](${number}, ${patient})`;
  main.post('Runtime.evaluate', { expression, returnByValue: true }, (_error, answer) => {
    const isReceived = answer?.result.value as boolean | undefined; // no result if it was terminated itself
    if (isReceived) received = Math.max(received, number);
    else setTimeout(stop, PAUSE, number, begun);
  });
}

/**
 * Ends the programs that cells started, and a moment later kills those that did not react; then those started since, as
 * long as the main thread may be waiting for one.
 */
function endPrograms(number: number): void {
  const children = findChildren();
  endChildren(children, 'SIGTERM');
  setTimeout(() => {
    endChildren(children, 'SIGKILL');
    if (received < number) endPrograms(number);
  }, GRACE);
}
