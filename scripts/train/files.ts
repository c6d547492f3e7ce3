import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/**
 * Makes a folder that can be written to, with those it lies in.
 *
 * @throws when it cannot be made or written to
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`cannot write to ${folder} (${code}); name another folder`, { cause: error });
  }
}

/** Writes a file whole or not at all, with the folders it needs. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
}

/**
 * Writes a model in tfjs' own format: `tf.loadLayersModel('file://FOLDER/model.json')` reads it.
 *
 * A loss that is a function has no name in that format, so optimizer and loss are left out: compile what is loaded.
 */
export async function saveModel(model: tf.LayersModel, folder: string): Promise<void> {
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, ...about }) => {
      const weights = tf.io.concatenateArrayBuffers([weightData!].flat());
      await writeWhole(join(folder, 'weights.bin'), new Uint8Array(weights));
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const { format, generatedBy, convertedBy } = about;
      const json = { format, generatedBy, convertedBy, modelTopology, weightsManifest: manifest };
      await writeWhole(join(folder, 'model.json'), JSON.stringify(json));
      return {
        modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON({ modelTopology, weightSpecs, weightData }),
      };
    }),
  );
}
