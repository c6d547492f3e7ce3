import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { toHalfBytes } from '../helpers/base/half';
import { readBytes } from '../project/files';
import { toSha256 } from '../project/hash';
import { root } from '../project/root';
import { writeAtomic } from '../project/write-atomic';

/** Where weights come from. */
export interface Origin {
  /** The run of `npm run train`. */
  run: string;
  epochs: number;
  seed: number;
  /** The loss on the test images after the last epoch. */
  valLoss: number;
}

/** The content of `weights.json`. */
interface About extends Origin {
  /** Of `weights.bin`. */
  sha256: string;
  shapes: number[][];
}

/** The folder with a lesson's trained weights. */
export const folderOf = (slug: string): string => join(root, 'notebooks', slug, 'trained');

/**
 * Writes all weights of a model as half floats, and beside them where they come from and their hash.
 *
 * @throws the error of the file system
 */
export async function writeWeights(folder: string, model: tf.LayersModel, origin: Origin): Promise<void> {
  const weights = model.getWeights();
  const values = await Promise.all(weights.map((tensor) => tensor.data()));
  const bytes = toHalfBytes(values.flatMap((data) => [...data]));
  const about: About = {
    ...origin,
    sha256: await toSha256(bytes),
    shapes: weights.map(({ shape }) => shape),
  };
  writeAtomic(join(folder, 'weights.bin'), bytes);
  writeAtomic(join(folder, 'weights.json'), JSON.stringify(about, null, 2) + '\n');
}

/**
 * Gives a model the weights that `writeWeights` wrote.
 *
 * @returns where they come from
 * @throws if a file is missing or damaged, or the model has other shapes; the model then keeps its weights
 */
export async function readWeights(folder: string, model: tf.LayersModel, run: string): Promise<Origin> {
  const fail = (what: string): never => {
    throw new Error(
      `invalid trained weights: ${what}. Restore ${folder} from the course as you got it (its maintainers make it with npm run train -- ${run} --publish)`,
    );
  };
  const read = (name: string) =>
    readBytes(join(folder, name)).catch((error: Error & { code?: string }) =>
      fail(`no ${name} (${error.code ?? error.message})`),
    );
  const about =
    toAbout(new TextDecoder().decode(await read('weights.json'))) ?? fail('weights.json is not valid');
  const bytes = await read('weights.bin');
  const hash = await toSha256(bytes);
  if (hash !== about.sha256) fail(`weights.bin has the SHA-256 ${hash} (expected ${about.sha256})`);
  const [have, want] = [about.shapes, model.getWeights().map(({ shape }) => shape)].map((shapes) =>
    JSON.stringify(shapes),
  );
  if (have !== want) fail(`shapes ${have} (expected ${want})`);
  const specs = about.shapes.map((shape, i) => ({
    ...{ name: String(i), shape, dtype: 'float32' as const },
    quantization: { dtype: 'float16' as const, original_dtype: 'float32' as const },
  }));
  const tensors = tf.io.decodeWeights(Uint8Array.from(bytes).buffer, specs);
  model.setWeights(specs.map(({ name }) => tensors[name]!));
  tf.dispose(tensors);
  const { epochs, seed, valLoss } = about;
  return { run: about.run, epochs, seed, valLoss };
}

function toAbout(json: string): About | undefined {
  try {
    const about = JSON.parse(json) as About;
    return Array.isArray(about.shapes) && typeof about.sha256 === 'string' ? about : undefined;
  } catch {
    return undefined;
  }
}
