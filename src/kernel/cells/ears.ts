/**
 * Runs in a thread of its own, so that it hears while a cell's loop keeps the main thread busy. Questions go to the
 * main thread; Stop is seen to here; and when the front is gone, so is this process.
 */
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parentPort, workerData } from 'node:worker_threads';
import { HEAR_FD, type Ask } from '../protocol';
import { ANSWERED, BUSY, Doing } from './pulse';

/** How long the main thread has to answer Stop by itself, in ms. */
const PATIENCE = 300;

const pulse = workerData as Int32Array;
const debug = new Session();
debug.connectToMainThread();

createInterface({ input: new Socket({ fd: HEAR_FD, readable: true, writable: false }) })
  .on('line', (line) => {
    const ask = JSON.parse(line) as Ask;
    if (ask.ask === 'interrupt') stop();
    else parentPort?.postMessage(ask);
  })
  .on('close', () => process.kill(process.pid, 'SIGKILL'));

/**
 * A signal ends what runs under tslab's `breakOnSigint`, and an `await`. A loop after the first `await` sees no
 * signal: there V8 is told to give up what it executes, but never while the kernel's own code runs.
 */
function stop(): void {
  const before = Atomics.load(pulse, ANSWERED);
  process.kill(process.pid, 'SIGINT');
  const timer: NodeJS.Timeout = setInterval(() => {
    if (Atomics.load(pulse, ANSWERED) !== before) return clearInterval(timer);
    const doing = Atomics.load(pulse, BUSY);
    if (doing === Doing.Compiling || doing === Doing.Signalled) return;
    debug.post('Runtime.terminateExecution');
  }, PATIENCE);
}
