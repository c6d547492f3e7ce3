import { l1 } from './losses';
import { askedLoss, fits, measureReconstructions, type Over, type Reconstructions } from './reconstruction-loss';
import type { Case, Trial } from './trial';

/** The task's other part of the loss, where it has no business. */
export interface Misplaced {
  what: string;
  help: string;
}

/** Looks, where the loss of a reconstruction is another than asked, for a penalty on the pixels and for what is drawn. */
export async function maybeMisplaced(
  trial: Trial,
  one: Case,
  measured: Reconstructions,
  over: Over,
): Promise<Misplaced | undefined> {
  const [, , , lambtha = 0] = one.blueprint.args as number[];
  if (lambtha && fits(measured, (y, p) => askedLoss[over](y, p) + lambtha * l1(p), true))
    return {
      what: 'the penalty of the reconstruction’s pixels as well, lambtha * sum |pixel|',
      help: 'Only the code is charged for: put the penalty on the output of the encoder’s last layer, and on nothing else.',
    };
  if (!one.blueprint.variational) return undefined;
  const again = await measureReconstructions(trial, one);
  const differs = again.losses.some(
    (loss, i) => Math.abs(loss - measured.losses[i]!) > 1e-3 * Math.abs(loss),
  );
  if (differs)
    return {
      what: 'another loss each time, though pictures, weights and reconstructions are the same',
      help: 'What is drawn at random reaches the decoder alone: the KL divergence takes zMean and zLogVar, never z.',
    };
  return undefined;
}
