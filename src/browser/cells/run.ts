/** Runs cells in a worker, as `src/kernel/cells/main.ts` does in a process. */
import { defineAwaitHooks, noteUnhandledRejection } from '../../kernel/cells/compile/awaits';
import { preventExit } from '../../kernel/cells/prevent-exit';
import { CellRunner } from '../../kernel/cells/runner';
import { showInnerErrors } from '../../kernel/cells/errors/inner-errors';
import { mapTraces } from '../../kernel/cells/errors/trace';
import { exposeKernelApi } from '../../kernel/cells/output/kernel-api';
import { Output } from '../../kernel/cells/output/output';
import { showTensorsBriefly } from '../../kernel/cells/show/tensors';
import type { FrontMessage } from '../../kernel/protocol';
import { process } from '../node/process';
import type { Start } from '../protocol';
import { replaceConsole } from './console';
import { createDisplay } from './display';
import { LanguageWorker } from './language-worker';
import { createModules } from './modules';
import { BrowserSession } from './session';
import { provideStackTraces } from './stack-traces';
import { exposeStop, isStopped, recordStop } from './stop';

/** Connects the worker to the page and to the language worker, and runs what the page asks for. */
export function run({ front, peer, requested }: Start): void {
  Object.assign(globalThis, { process, global: globalThis });
  provideStackTraces();
  Error.stackTraceLimit = 50;
  mapTraces();
  showInnerErrors();
  defineAwaitHooks();
  exposeStop(requested);

  const output = new Output((message) => front.postMessage(message));
  const language = new LanguageWorker(peer);
  const session = new BrowserSession(language, createModules(createDisplay(output)));
  const runner = new CellRunner(session, output);
  const write = (name: 'stdout' | 'stderr') => (text: string | Uint8Array) => {
    output.write(name, typeof text === 'string' ? text : new TextDecoder().decode(text));
    return true;
  };
  preventExit();
  process.stdout.write = write('stdout');
  process.stderr.write = write('stderr');
  replaceConsole(process.stdout, process.stderr);
  showTensorsBriefly();
  exposeKernelApi(output, {
    input: (prompt, password) => runner.input(prompt, password),
    failedSince: (value) => runner.failedSince(value),
  });
  self.addEventListener('error', (event) => {
    event.preventDefault();
    if (!isStopped(event.error)) runner.report(event.error ?? event.message);
  });
  self.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    noteUnhandledRejection(event.promise, event.reason);
    if (!isStopped(event.reason)) runner.report(event.reason);
  });

  front.onmessage = ({ data }: MessageEvent<FrontMessage>) => {
    switch (data.kind) {
      case 'interrupt':
        front.postMessage({ kind: 'heard' });
        return runner.stop(recordStop());
      case 'input':
        return runner.answerInput(data.value);
      case 'execute':
        return void runner.run(data).then((reply) => output.reply(data.id, reply));
    }
  };
  void runner.warm();
}
