import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { writeAtomic } from '../../src/project/write-atomic';

/**
 * Writes a model in tfjs' own format: `tf.loadLayersModel('file://FOLDER/model.json')` reads it.
 *
 * A loss function has no name in that format, so optimizer and loss are left out: compile the model after loading it.
 */
export async function saveModel(model: tf.LayersModel, folder: string): Promise<void> {
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData, ...about }) => {
      const weights = tf.io.concatenateArrayBuffers([weightData!].flat());
      writeAtomic(join(folder, 'weights.bin'), new Uint8Array(weights));
      const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const { format, generatedBy, convertedBy } = about;
      const json = { format, generatedBy, convertedBy, modelTopology, weightsManifest: manifest };
      writeAtomic(join(folder, 'model.json'), JSON.stringify(json));
      return {
        modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON({ modelTopology, weightSpecs, weightData }),
      };
    }),
  );
}
