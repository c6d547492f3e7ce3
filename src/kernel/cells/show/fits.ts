import * as tf from '@tensorflow/tfjs';

type Args = Pick<tf.ModelFitArgs, 'verbose' | 'callbacks' | 'epochs' | 'yieldEvery'>;

/** A callback under this symbol shows the progress of training itself. */
const PROGRESS = Symbol.for('autoencoders.progress');

const running = new Set<tf.LayersModel>();

/** Makes Stop apply to each `fit`, and prints a line per epoch for those without `verbose`. */
export function watchFits(): void {
  for (const name of ['fit', 'fitDataset'] as const) {
    const original = tf.LayersModel.prototype[name] as (...args: unknown[]) => Promise<tf.History>;
    tf.LayersModel.prototype[name] = async function (this: tf.LayersModel, ...args: unknown[]) {
      const last = name === 'fit' ? 2 : 1;
      args[last] = withLines((args[last] ?? {}) as Args);
      running.add(this);
      try {
        return await original.apply(this, args);
      } finally {
        running.delete(this);
      }
    };
  }
}

/**
 * tfjs prints two lines per epoch, and an empty one to stderr; if nothing else shows the training, one line is enough.
 */
function withLines(args: Args): Args {
  const given = [args.callbacks ?? []].flat() as (tf.CustomCallback | tf.CustomCallbackArgs)[];
  if (!(args.verbose ?? 1)) return args;
  if (given.some((callback) => PROGRESS in callback)) return { ...args, verbose: 0 };
  let begun = 0;
  const lines: tf.CustomCallbackArgs = {
    onEpochBegin: () => void (begun = performance.now()),
    onEpochEnd: (epoch, logs) =>
      console.log(toLine(epoch + 1, args.epochs ?? 1, logs, performance.now() - begun)),
  };
  // tfjs takes callbacks of one kind: instances of its own class, or plain objects
  const own =
    given[0] && 'setParams' in given[0] ? new tf.CustomCallback(lines, args.yieldEvery ?? 'auto') : lines;
  return { ...args, verbose: 0, callbacks: [...given, own] as Args['callbacks'] };
}

/** `Epoch 1/3: loss 1.153, val_loss 1.201, 938 ms` */
function toLine(epoch: number, epochs: number, logs: tf.Logs = {}, ms: number): string {
  const values = Object.entries(logs).map(([name, value]) => `${name} ${Number(value).toPrecision(4)}`);
  const time = ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;
  return `Epoch ${epoch}/${epochs}: ${[...values, time].join(', ')}`;
}

/** Tells each running `fit` to end after its batch, and waits at most `ms` for that. */
export async function stopFits(ms: number): Promise<void> {
  for (const model of running) model.stopTraining = true;
  for (let i = 0; running.size && i < ms; i += 10) await new Promise((resolve) => setTimeout(resolve, 10));
  // one that V8 terminated cannot end by itself
  for (const model of running) Object.assign(model, { isTraining: false });
  running.clear();
}
