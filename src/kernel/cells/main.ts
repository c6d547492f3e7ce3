/** The process that runs the cells: it is started by the front, hears its questions and answers each. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ask } from '../protocol';
import { noteUnheard, offerAwaits } from './awaits';
import { CellRunner } from './runner';
import { guardProcess } from './guard';
import { showInnerErrors } from './inner-errors';
import { Output } from './output';
import { offerKernel } from './seam';
import { Session } from './session';
import { asked, noteStop, offerStop } from './stop';
import { teachTensorFlow } from './tensors';
import { mapTraces } from './trace';

Error.stackTraceLimit = 50;
mapTraces();
showInnerErrors();
offerAwaits();
const ears = new Worker(join(__dirname, 'ears.js'), { workerData: asked });
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

// While the person reads the first lines: what nearly every notebook imports.
setImmediate(() => void runner.warm());

ears.on('message', (ask: Ask) => {
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
