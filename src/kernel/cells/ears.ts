/**
 * Runs in a thread of its own, so that it hears while a cell's loop keeps the main thread busy. Questions go to the
 * main thread; Stop is seen to here; and when the front is gone, so is this process.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort } from 'node:worker_threads';
import { HEAR_FD, type Ask } from '../protocol';
import { STOP, type Stopped } from './stop';

/** How long a `fit` has to come to the end of a batch, and any code to an `await`, before it is cut, in ms. */
const PATIENCE = 300;
/** How long until Stop is asked for again, in ms. */
const PAUSE = 20;

const main = new Session();
main.connectToMainThread();

createInterface({ input: new Socket({ fd: HEAR_FD, readable: true, writable: false }) })
  .on('line', (line) => {
    const ask = JSON.parse(line) as Ask;
    if (ask.ask === 'interrupt') evaluate<number | undefined>('running()', (cell) => stop(cell, Date.now()));
    else parentPort?.postMessage(ask);
  })
  .on('close', () => process.kill(process.pid, 'SIGKILL'));

/** Stops the cell of that number, or, where none runs, whatever keeps the main thread busy. */
function stop(cell: number | undefined, begun: number): void {
  const patient = Date.now() - begun < PATIENCE;
  evaluate<Stopped>(`stop(${cell}, ${patient})`, (stopped) => {
    if (stopped === 'done') return;
    if (stopped === 'signal') process.kill(process.pid, 'SIGINT');
    setTimeout(stop, PAUSE, cell, begun);
  });
}

/** Calls one of the functions of stop.ts in the main thread; what was cut by it has no value. */
function evaluate<T>(call: string, use: (value?: T) => void): void {
  const expression = `globalThis[Symbol.for('${STOP}')].${call}`;
  main.post('Runtime.evaluate', { expression, returnByValue: true }, (_error, answer) =>
    use(answer?.result.value as T),
  );
}
