/** The process that runs the cells: the front starts it and sends it requests, and it replies to each. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FrontMessage } from '../protocol';
import { noteUnhandledRejection, defineAwaitHooks } from './compile/awaits';
import { CellRunner } from './runner';
import { replyAboutCode } from './language';
import { preventExit } from './prevent-exit';
import { showInnerErrors } from './errors/inner-errors';
import { Output } from './output/output';
import { exposeKernelApi } from './output/kernel-api';
import { sendToFront } from './output/pipe';
import { connectTslabDisplay } from './output/tslab-display';
import { Session } from './session';
import { requested, recordStop, exposeStop } from './stop';
import { showTensorsBriefly } from './show/tensors';
import { mapTraces } from './errors/trace';

Error.stackTraceLimit = 50;
mapTraces();
showInnerErrors();
defineAwaitHooks();
const interrupts = new Worker(join(__dirname, 'interrupt-thread.js'), { workerData: requested });
const output = new Output(sendToFront);
const session = new Session();
const runner = new CellRunner(session, output);

preventExit();
showTensorsBriefly();
exposeKernelApi(output, {
  input: (prompt, password) => runner.input(prompt, password),
  failedSince: (value) => runner.failedSince(value),
});
connectTslabDisplay(output);
exposeStop();
process.stdout.write = (text: string | Uint8Array) => write('stdout', text);
process.stderr.write = (text: string | Uint8Array) => write('stderr', text);
process
  .removeAllListeners('warning')
  .on('warning', ({ name, message }) => write('stderr', `${name}: ${message}\n`));
process.on('uncaughtException', (error) => runner.report(error));
process.on('unhandledRejection', (error, promise) => {
  noteUnhandledRejection(promise, error);
  runner.report(error);
});

// while the user reads the first lines: what nearly every notebook imports
setImmediate(() => void runner.warm());

interrupts.on('message', (message: FrontMessage) => {
  switch (message.kind) {
    case 'interrupt':
      return runner.stop(recordStop());
    case 'input':
      return runner.answerInput(message.value);
    case 'execute':
      return void runner.run(message).then((reply) => output.reply(message.id, reply));
    default:
      output.reply(message.id, replyAboutCode(session, message));
  }
});

function write(name: 'stdout' | 'stderr', text: string | Uint8Array): true {
  output.write(name, typeof text === 'string' ? text : Buffer.from(text).toString());
  return true;
}
