import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import { loadFolder } from '../../../src/helpers/data/folder';

let folder: string;

/** Writes an image of one colour. */
async function write(path: string, color: number, width = 8, height = 8): Promise<void> {
  writeFileSync(join(folder, path), await new Jimp({ width, height, color }).getBuffer('image/png'));
}

describe('loadFolder', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads images in the order of their names, at one size', async () => {
    await write('10.png', 0x0000ffff, 30, 12);
    await write('9.png', 0xff0000ff);
    writeFileSync(join(folder, 'notes.txt'), 'no picture');
    const { images, labels, shape } = await loadFolder(folder, { height: 4, width: 5 });
    assert.deepEqual(shape, [2, 4, 5, 3]);
    assert.deepEqual([...images.subarray(0, 3)], [255, 0, 0]);
    assert.deepEqual([...images.subarray(60, 63)], [0, 0, 255]);
    assert.deepEqual([...labels], [0, 0]);
  });

  it('uses each subfolder as a class, and converts to grey on request', async () => {
    for (const name of ['cats', 'dogs', '.ipynb_checkpoints']) mkdirSync(join(folder, name));
    await write('.ipynb_checkpoints/a-checkpoint.png', 0xffffffff); // JupyterLab's copy, no class
    await write('dogs/a.png', 0xffffffff);
    await write('cats/a.png', 0x000000ff);
    const { images, labels, shape } = await loadFolder(folder, { height: 2, channels: 1 });
    assert.deepEqual(shape, [2, 2, 2, 1]);
    assert.deepEqual([...images.subarray(0, 4)], [0, 0, 0, 0]);
    assert.ok(
      images.subarray(4).every((byte) => byte >= 254),
      'white, up to rounding',
    );
    assert.deepEqual([...labels], [0, 1]);
  });

  it('names the image that is broken', async () => {
    await write('good.png', 0xffffffff);
    const png = await new Jimp({ width: 9, height: 9, color: 0x123456ff }).getBuffer('image/png');
    writeFileSync(join(folder, 'cut.png'), png.subarray(0, png.length / 2));
    await assert.rejects(loadFolder(folder), /invalid image: .*cut\.png \(.+\); open and save it again/);
    rmSync(join(folder, 'cut.png'));
    writeFileSync(join(folder, 'fake.jpg'), 'no picture at all');
    await assert.rejects(loadFolder(folder), /invalid image: .*fake\.jpg/);
  });

  it('rejects an empty or missing folder, and invalid sizes', async () => {
    await assert.rejects(loadFolder(folder), /invalid folder: .* has no images \(expected \.png/);
    await assert.rejects(loadFolder(join(folder, 'nowhere')), /invalid folder: .*nowhere cannot be read/);
    await assert.rejects(loadFolder(folder, { height: -1 }), /invalid height: -1/);
    await assert.rejects(loadFolder(folder, { channels: 2 as never }), /invalid channels: 2/);
  });
});
