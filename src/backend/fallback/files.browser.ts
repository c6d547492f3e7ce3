import * as tf from '@tensorflow/tfjs';

/** Lets `model.save('file://...')` and its like say what works in a browser instead. */
export function installFiles(): void {
  const refuse = (url: string | string[]): never => {
    throw new Error(
      `${[url].flat()[0]} cannot be used: a page in a browser has no files. Write indexeddb://my-model, with save and with loadLayersModel`,
    );
  };
  const router = (url: string | string[]): tf.io.IOHandler | null =>
    /^file:\/\//.test(String([url].flat()[0]))
      ? { save: async () => refuse(url), load: async () => refuse(url) }
      : null;
  tf.io.registerLoadRouter(router as Parameters<typeof tf.io.registerLoadRouter>[0]);
  tf.io.registerSaveRouter(router as Parameters<typeof tf.io.registerLoadRouter>[0]);
}
