import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Jimp } from 'jimp';
import { display } from '../../../src/helpers/base/notebook';
import { buildPicture, compareImages, savePicture, type Picture } from '../../../src/helpers/show/pictures';

/** The grey value of a pixel in the PNG, as jimp decodes it. */
async function greyAt({ png }: Picture, x: number, y: number): Promise<number> {
  const colour = (await Jimp.read(Buffer.from(png))).getPixelColor(x, y);
  return (colour & 255) === 0 ? NaN : colour >>> 24; // NaN: transparent
}

describe('pictures', () => {
  const images = tf.tensor([0, 0.2, 0.4, 0.6, 0.8, 1, 2, -1], [2, 4]); // two pictures of 2 x 2

  it('draws each pixel at its position, enlarged and clipped to [0, 1]', async () => {
    const picture = await buildPicture(images, { scale: 2 });
    assert.deepEqual([picture.width, picture.height], [10, 4]); // two of 2 x 2 with a gap of 1, twice as large
    const expected = [0, 0.2, 0.4, 0.6].map((value) => Math.round(value * 255));
    const got = await Promise.all(
      [
        [0, 0],
        [3, 1],
        [1, 2],
        [2, 3],
      ].map(([x, y]) => greyAt(picture, x!, y!)),
    );
    assert.deepEqual(got, expected);
    assert.ok(Number.isNaN(await greyAt(picture, 4, 0)), 'the gap is transparent');
    assert.deepEqual(
      [await greyAt(picture, 6, 2), await greyAt(picture, 9, 3)],
      [255, 0],
      'outside of [0, 1]',
    );
  });

  it('draws originals above reconstructions, with a matching description', async () => {
    const picture = await compareImages(images, images.mul(0), { scale: 1 });
    assert.deepEqual([picture.width, picture.height], [5, 5]);
    assert.equal(await greyAt(picture, 1, 1), Math.round(0.6 * 255));
    assert.equal(await greyAt(picture, 1, 4), 0);
    assert.equal(picture.alt, '2 originals above their reconstructions');
  });

  it('displays itself in a notebook as a PNG with a description', async () => {
    const picture = await buildPicture(images, { alt: 'Two squares' });
    const bundle = (picture as unknown as Record<symbol, () => Record<string, string>>)[display]!();
    assert.ok(Buffer.from(bundle['image/png']!, 'base64').equals(picture.png));
    assert.equal(bundle['text/plain'], 'Two squares');
    assert.ok(
      bundle['text/html']!.includes(`src="data:image/png;base64,${bundle['image/png']}" alt="Two squares"`),
    );
  });

  it('stores one exact value per pixel for grey and three for colour', async () => {
    const grey = tf.linspace(0, 255, 256).div(255).reshape([1, 16, 16, 1]);
    const colours = tf.concat([grey, grey.reverse(1), grey.reverse(2)], 3);
    const [one, three] = [
      await buildPicture(grey, { scale: 1 }),
      await buildPicture(colours as tf.Tensor, { scale: 1 }),
    ];
    assert.deepEqual([one.png[25], three.png[25]], [4, 6], "PNG's colour types: grey and RGB, with opacity");
    for (let value = 0; value < 256; value++) {
      const [x, y] = [value % 16, value >> 4];
      assert.equal(await greyAt(one, x, y), value);
      const colour = (await Jimp.read(Buffer.from(three.png))).getPixelColor(x, y) >>> 8;
      const mirrored = [value, (15 - y) * 16 + x, y * 16 + 15 - x];
      assert.deepEqual([colour >>> 16, (colour >>> 8) & 255, colour & 255], mirrored);
    }
  });

  it('saves complete files and leaves no others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
    const picture = await buildPicture(images);
    await savePicture(picture, join(folder, 'zwei Bilder.png'));
    assert.deepEqual(readdirSync(folder), ['zwei Bilder.png']);
    assert.ok(readFileSync(join(folder, 'zwei Bilder.png')).equals(picture.png));
  });

  it('rejects tensors that are not images', async () => {
    await assert.rejects(buildPicture(tf.zeros([2, 5])), /invalid images: shape \[2,5\] \(expected/);
    await assert.rejects(
      compareImages(images, tf.zeros([2, 9])),
      /invalid reconstructions: shape \[.*\] \(expected \[2,4\], like the originals\)/,
    );
    await assert.rejects(buildPicture(tf.fill([1, 4], 255)), /invalid pixels: .*divide bytes by 255/);
    await assert.rejects(buildPicture(tf.fill([1, 4], NaN)), /invalid pixels: from NaN/);
    await assert.rejects(buildPicture(tf.zeros([0, 4])), /invalid pixels: an empty tensor/);
    await assert.rejects(buildPicture(images, { columns: 0 }), /invalid columns: 0/);
    await assert.rejects(buildPicture(images, { scale: 1.5 }), /invalid scale: 1.5/);
  });
});
