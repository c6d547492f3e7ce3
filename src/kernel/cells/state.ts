import * as tf from '@tensorflow/tfjs';
import { resetAfterCut } from '../../backend';

/** Objects whose methods a cell, or what it calls, may replace for a while. */
const shared = { console, stdout: process.stdout, stderr: process.stderr, Date, process };
const methods: Record<keyof typeof shared, string[]> = {
  console: Object.keys(console),
  stdout: ['write'],
  stderr: ['write'],
  Date: ['now'],
  process: ['exit', 'abort', 'emitWarning'],
};

/**
 * Notes the kernel's own state: where TensorFlow.js stands and which backend it runs on, the folder, the console. V8
 * cuts code without running its `finally`, so what a cell changed for a while would stay so.
 *
 * @returns what puts it back
 */
export function markState(): () => Promise<void> {
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
    resetAfterCut();
    // a scope that `tf.tidy` opened and could not close would dispose of what later cells make
    while (state.scopeStack.length > depth) tf.engine().endScope();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape, profiling });
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
    for (const [object, own] of replaced) Object.assign(object, own);
    if (folder && maybeFolder() !== folder) process.chdir(folder);
    if (backend && tf.getBackend() !== backend) await tf.setBackend(backend);
  };
}

/** The current folder; nothing where it was removed. */
function maybeFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}
