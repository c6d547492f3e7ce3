import * as tf from '@tensorflow/tfjs';

/** The members of the callback that keeps the history of each `fit` that this file uses. */
interface History {
  onEpochEnd(epoch: number, logs?: Record<string, number | tf.Scalar>): Promise<void>;
}

let installed = false;

/** Makes every `fit` report once, at the end of the epoch, that its loss became NaN, and what to try. */
export function installNanWarning(): void {
  if (installed) return;
  installed = true;
  const warned = new WeakSet<History>();
  const prototype = tf.History.prototype as unknown as History;
  const { onEpochEnd } = prototype;
  prototype.onEpochEnd = function (epoch, logs) {
    if (!warned.has(this) && isNaNLoss(logs?.loss)) {
      warned.add(this);
      console.warn(
        `The loss is NaN since epoch ${epoch + 1}, and training cannot repair it. Try a smaller learning rate; ` +
          'look for NaN, Infinity or numbers far from 0 to 1 in the data, and for a logarithm of 0 or a division by 0 in ' +
          'a custom loss or layer. Then rebuild the model, because its weights are NaN now.',
      );
    }
    return onEpochEnd.call(this, epoch, logs);
  };
}

function isNaNLoss(loss: number | tf.Scalar | undefined): boolean {
  return Number.isNaN(loss instanceof tf.Tensor ? loss.dataSync()[0] : loss);
}
