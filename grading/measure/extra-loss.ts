import { l1 } from './losses';
import {
  expectedLoss,
  fits,
  measureReconstructions,
  type Over,
  type Reconstructions,
} from './reconstruction-loss';
import type { Case, Trial } from './trial';

/** The other term of the task's loss, in the wrong place. */
export interface ExtraLoss {
  what: string;
  help: string;
}

/** If the reconstruction loss is wrong, looks for a penalty on the pixels and for random numbers in it. */
export async function findExtraLoss(
  trial: Trial,
  one: Case,
  measured: Reconstructions,
  over: Over,
): Promise<ExtraLoss | undefined> {
  const [, , , lambtha = 0] = one.blueprint.args as number[];
  if (lambtha && fits(measured, (y, p) => expectedLoss[over](y, p) + lambtha * l1(p), true))
    return {
      what: 'also a penalty on the reconstruction’s pixels, lambtha * sum |pixel|',
      help: 'Only the code is penalized: put the penalty on the output of the encoder’s last layer, and on nothing else.',
    };
  if (!one.blueprint.variational) return undefined;
  const again = await measureReconstructions(trial, one);
  const differs = again.losses.some(
    (loss, i) => Math.abs(loss - measured.losses[i]!) > 1e-3 * Math.abs(loss),
  );
  if (differs)
    return {
      what: 'a different loss each time, although images, weights and reconstructions are the same',
      help: 'Random numbers may reach only the decoder: the KL divergence takes zMean and zLogVar, never z.',
    };
  return undefined;
}
