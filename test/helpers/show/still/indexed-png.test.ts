import assert from 'node:assert/strict';
import { Jimp } from 'jimp';
import { toIndexedPng } from '../../../../src/helpers/show/still/indexed-png';

/** Opaque pixels in the colours that `toColour` returns, `0xbbggrr`. */
const toPixels = (count: number, toColour: (k: number) => number): Uint8Array =>
  new Uint8Array(Uint32Array.from({ length: count }, (_, k) => (0xff000000 | toColour(k)) >>> 0).buffer);

describe('toIndexedPng', () => {
  it('keeps up to 240 colours exactly', async () => {
    const pixels = toPixels(48 * 50, (k) => (k % 240) * 70_000);
    const { bitmap } = await Jimp.read(Buffer.from(toIndexedPng(pixels, 48, 50)));
    assert.deepEqual([bitmap.width, bitmap.height], [48, 50]);
    assert.ok(Buffer.from(pixels).equals(bitmap.data));
  });

  it('replaces excess colours by the nearest remaining one', async () => {
    const common = [0x0000ff, 0x00ff00, 0xff0000];
    const pixels = toPixels(300 * 300, (k) => (k % 9 ? common[k % 3]! : 0x0000ff - (k % 250)));
    const { bitmap } = await Jimp.read(Buffer.from(toIndexedPng(pixels, 300, 300)));
    const seen = new Set(
      Array.from({ length: 300 * 300 }, (_, k) => bitmap.data.readUInt32LE(4 * k) & 0xffffff),
    );
    assert.ok(seen.size <= 256 && common.every((colour) => seen.has(colour)));
    for (let k = 0; k < pixels.length; k++) assert.ok(Math.abs(pixels[k]! - bitmap.data[k]!) <= 40);
  });

  it('keeps opacity: transparent paper, and the edges of text', async () => {
    const pixels = toPixels(40 * 40, () => 0x797979);
    for (let k = 0; k < 40 * 40; k++) pixels[4 * k + 3] = (k % 16) * 17;
    const { bitmap } = await Jimp.read(Buffer.from(toIndexedPng(pixels, 40, 40)));
    for (let k = 0; k < 40 * 40; k++) {
      assert.ok(Math.abs(bitmap.data[4 * k + 3]! - pixels[4 * k + 3]!) <= 1);
      if (k % 16) assert.equal(bitmap.data[4 * k], 0x79);
    }
  });

  it('is smaller than a full-colour PNG', async () => {
    const pixels = toPixels(200 * 200, (k) => (k * k) % 64);
    const { bitmap } = await Jimp.read(Buffer.from(toIndexedPng(pixels, 200, 200)));
    const whole = await Jimp.fromBitmap(bitmap).getBuffer('image/png');
    assert.ok(toIndexedPng(pixels, 200, 200).length < 0.6 * whole.length);
  });
});
