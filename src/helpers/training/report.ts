import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';
import { stepsOf } from './steps';

/** A callback for `fit` that records both losses several times per epoch; read it like the history that `fit` returns. */
export class LossReport extends tf.Callback {
  /** When each pair of losses was recorded, in epochs as `fit` counts them: -0.8 is after a fifth of the first, 0 at its end. */
  readonly epoch: number[] = [];
  /** `loss` is the mean over the steps since the last record, `val_loss` that over all validation images at that time. */
  readonly history: { loss: number[]; val_loss: number[] } = { loss: [], val_loss: [] };
  private at = 0;
  private sum = 0;
  private count = 0;

  constructor(
    private readonly images: tf.Tensor,
    private readonly perEpoch: number,
  ) {
    super();
  }

  override async onEpochBegin(epoch: number): Promise<void> {
    this.at = epoch;
  }

  override async onBatchEnd(batch: number, logs?: tf.Logs): Promise<void> {
    this.sum += await toNumber(logs!.loss as number | tf.Scalar);
    this.count += 1;
    const all = stepsOf(this.params);
    const notes = (step: number) => Math.floor((step * this.perEpoch) / all);
    if (notes(batch + 1) === notes(batch)) return;
    const model = (this as unknown as { model: tf.LayersModel }).model;
    const losses = model.evaluate(this.images, this.images, { batchSize: 1000 });
    const [valLoss] = [losses].flat() as [tf.Scalar];
    this.epoch.push(this.at - 1 + (batch + 1) / all);
    this.history.loss.push(this.sum / this.count);
    this.history.val_loss.push(await toNumber(valLoss));
    tf.dispose(losses);
    this.sum = this.count = 0;
  }
}

const toNumber = async (loss: number | tf.Scalar) =>
  typeof loss === 'number' ? loss : (await loss.data())[0]!;

/**
 * A callback for `fit` that records the losses of an autoencoder several times per epoch, to show the first steps, in
 * which it learns most. Each record takes a pass over the validation images.
 *
 * @param images the validation images, in the shape of the model's input: they are both input and target
 * @param perEpoch records per epoch, at least 1; one per step if there are fewer steps
 * @throws if `perEpoch` is not a whole number of at least 1
 * @example
 * const report = buildReport(testImages, 10);
 * await auto.fit(images, images, { epochs: 5, batchSize: 256, verbose: 0, callbacks: report });
 * plotHistory(report, { log: true }); // 50 points, after 0.1, 0.2, ... 5 epochs
 */
export function buildReport(images: tf.Tensor, perEpoch: number): LossReport {
  assertSizes({ perEpoch });
  return new LossReport(images, perEpoch);
}
