/** The process that runs the cells: the front starts it and sends it questions, and it answers each. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ask } from '../protocol';
import { noteUnheard, offerAwaits } from './compile/awaits';
import { CellRunner } from './runner';
import { guardProcess } from './guard';
import { showInnerErrors } from './errors/inner-errors';
import { Output } from './output/output';
import { offerKernel } from './output/kernel-api';
import { Session } from './session';
import { asked, noteStop, offerStop } from './stop';
import { teachTensorFlow } from './show/tensors';
import { mapTraces } from './errors/trace';

Error.stackTraceLimit = 50;
mapTraces();
showInnerErrors();
offerAwaits();
const interrupts = new Worker(join(__dirname, 'interrupt-thread.js'), { workerData: asked });
const output = new Output();
const runner = new CellRunner(new Session(), output);

guardProcess();
teachTensorFlow();
offerKernel(output, {
  input: (prompt, password) => runner.input(prompt, password),
  failedSince: (value) => runner.failedSince(value),
});
offerStop();
process.stdout.write = (text: string | Uint8Array) => write('stdout', text);
process.stderr.write = (text: string | Uint8Array) => write('stderr', text);
process
  .removeAllListeners('warning')
  .on('warning', ({ name, message }) => write('stderr', `${name}: ${message}\n`));
process.on('uncaughtException', (error) => runner.report(error));
process.on('unhandledRejection', (error, promise) => {
  noteUnheard(promise, error);
  runner.report(error);
});

// while the user reads the first lines: what nearly every notebook imports
setImmediate(() => void runner.warm());

interrupts.on('message', (ask: Ask) => {
  switch (ask.ask) {
    case 'interrupt':
      return runner.stop(noteStop());
    case 'input':
      return runner.answerInput(ask.value);
    case 'execute':
      return void runner.run(ask).then((answer) => output.answer(ask.id, answer));
    default:
      output.answer(ask.id, runner.answer(ask));
  }
});

function write(name: 'stdout' | 'stderr', text: string | Uint8Array): true {
  output.write(name, typeof text === 'string' ? text : Buffer.from(text).toString());
  return true;
}
