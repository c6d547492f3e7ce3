import * as tf from '@tensorflow/tfjs';

type Router = typeof import('@tensorflow/tfjs-node-gpu/dist/io/file_system');

/** Lets models be saved to `file://` and loaded from there, as the native backend does, where another one runs. */
export function installFiles(): void {
  const { nodeFileSystemRouter } = require('@tensorflow/tfjs-node-gpu/dist/io/file_system') as Router;
  tf.io.registerLoadRouter(nodeFileSystemRouter);
  tf.io.registerSaveRouter(nodeFileSystemRouter);
}
