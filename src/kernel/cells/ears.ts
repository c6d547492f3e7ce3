/**
 * Runs in a thread of its own, so that it hears while a cell's loop keeps the main thread busy. Questions go to the
 * main thread; Stop is seen to here; and when the front is gone, so is this process.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort } from 'node:worker_threads';
import { HEAR_FD, type Ask } from '../protocol';
import { STOP } from './stop';

/** How long a `fit` has to come to the end of a batch, and any code to an `await`, before it is cut, in ms. */
const PATIENCE = 300;
/** How long until Stop is asked for again, in ms. */
const PAUSE = 20;

const main = new Session();
main.connectToMainThread();

let asked = 0;

createInterface({ input: new Socket({ fd: HEAR_FD, readable: true, writable: false }) })
  .on('line', (line) => {
    const ask = JSON.parse(line) as Ask;
    parentPort?.postMessage(ask);
    if (ask.ask === 'interrupt') stop(++asked, Date.now());
  })
  .on('close', () => process.kill(process.pid, 'SIGKILL'));

/** Cuts what keeps the main thread from hearing of the Stop of that number. */
function stop(number: number, begun: number): void {
  const patient = Date.now() - begun < PATIENCE;
  const expression = `globalThis[Symbol.for('${STOP}')](${number}, ${patient})`;
  main.post('Runtime.evaluate', { expression, returnByValue: true }, (_error, answer) => {
    const isHeard = answer?.result.value as boolean | undefined; // nothing where it was cut itself
    if (!isHeard) setTimeout(stop, PAUSE, number, begun);
  });
}
