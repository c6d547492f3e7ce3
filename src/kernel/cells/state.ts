import * as tf from '@tensorflow/tfjs';
import { resetAfterTermination } from '../../backend/tfjs/termination';

/** Objects whose methods a cell, or code that it calls, may replace temporarily. */
const shared = { console, stdout: process.stdout, stderr: process.stderr, Date, process };
const methods: Record<keyof typeof shared, string[]> = {
  console: Object.keys(console),
  stdout: ['write'],
  stderr: ['write'],
  Date: ['now'],
  process: ['exit', 'abort', 'emitWarning'],
};

/**
 * Records the kernel's own state: TensorFlow.js' scopes and backend, the folder, the console. V8 terminates code
 * without running its `finally`, so temporary changes of a cell would remain.
 *
 * @returns a function that restores it
 */
export function captureState(): () => Promise<void> {
  const { state } = tf.engine();
  const { gradientDepth, kernelDepth, activeTape, profiling } = state;
  const depth = state.scopeStack.length;
  const backend = tf.getBackend();
  const folder = maybeFolder();
  const { prepareStackTrace, stackTraceLimit } = Error;
  const replaced = Object.entries(shared).map(([name, object]) => {
    const own = methods[name as keyof typeof shared];
    return [object, Object.fromEntries(own.map((key) => [key, (object as never)[key]]))] as const;
  });
  return async () => {
    resetAfterTermination();
    // a scope that `tf.tidy` opened and could not close would dispose the tensors of later cells
    while (state.scopeStack.length > depth) tf.engine().endScope();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape, profiling });
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
    for (const [object, own] of replaced) Object.assign(object, own);
    if (folder && maybeFolder() !== folder) process.chdir(folder);
    if (backend && tf.getBackend() !== backend) await tf.setBackend(backend);
  };
}

/** The current folder; `undefined` if it was removed. */
function maybeFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
