import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Jimp } from 'jimp';
import { buildPicture, type GridOptions, type Picture } from '../../../src';

const side = 28;
const four = tf.ones([4, side * side]).mul(0.5); // grey, so that words (dark), paper (white) and pictures differ

const build = (options: GridOptions) => buildPicture(four, { columns: 2, scale: 2, ...options });

/** The shares of dark, grey and white pixels in a part of a picture. */
async function look({ png }: Picture, x: number, y: number, w: number, h: number) {
  const { data } = (await Jimp.read(Buffer.from(png))).crop({ x, y, w, h }).bitmap;
  const greys = Array.from({ length: w * h }, (_, i) => (data[4 * i + 3] ? data[4 * i]! : 255)); // transparent: paper
  const share = (is: (grey: number) => boolean) => greys.filter(is).length / greys.length;
  return {
    dark: share((v) => v > 110 && v < 127),
    grey: share((v) => v === 128),
    white: share((v) => v === 255),
  };
}

describe('captions', () => {
  const both = 2 * side * 2 + 2; // two pictures and the gap between them

  it('leave a picture unchanged if there are none', async () => {
    const { width, height } = await build({});
    assert.deepEqual([width, height], [both, both]);
  });

  it('are above the columns, one each, and hide no pixels', async () => {
    const picture = await build({ titles: ['left', 'right'] });
    assert.deepEqual([picture.width, picture.height], [both, both + 20]);
    for (const x of [0, side * 2 + 2]) {
      assert.ok((await look(picture, x, 0, side * 2, 20)).dark > 0.01, 'words');
      assert.equal((await look(picture, x, 20, side * 2, side * 2)).grey, 1, 'a picture');
    }
  });

  it('are above each image if there is one per image', async () => {
    const picture = await build({ titles: ['1', '2', '3', '4'] });
    assert.equal(picture.height, both + 40);
    const lower = 20 + side * 2 + 2; // below the first row
    assert.ok((await look(picture, 0, lower, side * 2, 20)).dark > 0.005, 'text between the rows');
    assert.equal((await look(picture, 0, lower + 20, side * 2, side * 2)).grey, 1);
  });

  it('are left of the rows, with space for the longest', async () => {
    const picture = await build({ rowTitles: ['clean', 'what the autoencoder draws'] });
    const left = picture.width - both;
    assert.ok(left > 150 && left < 260, `${left}`);
    assert.ok((await look(picture, 0, 0, 100, side * 2)).white === 1, 'the short one is next to the image');
    assert.ok((await look(picture, 0, side * 2, 100, side * 2)).dark > 0.005);
    assert.equal((await look(picture, left, 0, side * 2, side * 2)).grey, 1);
  });

  it('show the special characters of SVG literally', async () => {
    const picture = await build({ titles: ['a < b & c', 'd > e'] });
    assert.ok((await look(picture, 0, 0, side * 2, 20)).dark > 0.02);
  });

  it('must be as many as columns, images or rows', async () => {
    await assert.rejects(build({ titles: ['a', 'b', 'c'] }), /invalid titles: 3 of them \(expected 2 or 4\)/);
    await assert.rejects(build({ rowTitles: ['a'] }), /invalid rowTitles: 1 of them \(expected 2\)/);
  });
});
