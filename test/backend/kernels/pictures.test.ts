import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';

type Node = typeof import('@tensorflow/tfjs-node-gpu').node;

// TensorFlow decodes images as uint8, which tfjs calls int32.
describe('images decoded by tfjs-node', () => {
  let node: Node;
  let png: Uint8Array;
  const bytes = [239, 100, 0, 46, 48, 47, 92, 49, 0, 194, 98, 47];
  const decode = () => node.decodePng(png);
  before(async () => {
    await chooseBackend();
    ({ node } = require('@tensorflow/tfjs-node-gpu') as { node: Node });
    png = await node.encodePng(tf.tensor3d(bytes, [2, 2, 3], 'int32'));
  });

  it('are readable int32 tensors', () => {
    for (const picture of [decode(), node.decodeImage(png) as tf.Tensor3D]) {
      assert.equal(picture.dtype, 'int32');
      assert.deepEqual([...picture.dataSync()], bytes);
    }
  });

  it('can be JPEG, GIF and BMP too', async () => {
    const jpeg = await node.encodeJpeg(tf.fill([8, 8, 3], 100, 'int32'));
    assert.deepEqual([...new Set(node.decodeJpeg(jpeg).dataSync())], [100]);
    const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    assert.deepEqual([...node.decodeGif(gif).dataSync()], [255, 0, 0]);
    const header = [
      66, 77, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24,
    ];
    const bmp = Uint8Array.from([...header, ...new Array<number>(25).fill(0), 30, 20, 10, 0]);
    assert.deepEqual([...node.decodeBmp(bmp, 3).dataSync()], [10, 20, 30]);
  });

  it('can be used in computations', () => {
    assert.equal(tf.sum(decode()).dataSync()[0], 960);
    assert.deepEqual(
      [...tf.add(decode(), 1).dataSync()],
      bytes.map((byte) => byte + 1),
    );
    assert.deepEqual([...tf.cast(decode(), 'float32').dataSync()], bytes);
    assert.deepEqual(tf.stack([decode(), tf.zeros([2, 2, 3], 'int32')]).shape, [2, 2, 2, 3]);
  });
});
