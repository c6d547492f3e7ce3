import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { isWorthIt } from '../../../src/backend/fallback/webgl.browser';
import { findChromium } from '../../browser/chromium';
import { bundle } from './bundle';
import { trainingCode } from './training';
import { CourseSite } from './worker';

async function hasWebgl(): Promise<boolean> {
  const executablePath = await findChromium();
  if (!executablePath) return false;
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage();
    return await page.evaluate(() => Boolean(new OffscreenCanvas(1, 1).getContext('webgl2')));
  } finally {
    await browser.close();
  }
}

describe('a graphics card', function () {
  this.timeout(120_000);
  let folder: string;
  let site: CourseSite;

  it('is used only if it is clearly faster, and computes the same', () => {
    const wasm = { ms: 40, loss: 0.5 };
    assert.equal(isWorthIt(wasm, { ms: 10, loss: 0.50001 }), true);
    assert.equal(isWorthIt(wasm, { ms: 35, loss: 0.5 }), false, 'not clearly faster');
    assert.equal(isWorthIt(wasm, { ms: 10, loss: 0.51 }), false, 'another loss');
    assert.equal(isWorthIt(wasm, { ms: 10, loss: NaN }), false, 'no loss');
  });

  describe('that the processor stands in for', () => {
    before(async function () {
      if (!(await hasWebgl())) return this.skip(); // Chromium without SwiftShader
      folder = (await bundle()).folder;
      site = (await CourseSite.start(folder))!;
    });
    after(async () => {
      await site?.close();
      if (folder) rmSync(folder, { recursive: true });
    });

    it('is not chosen', async () => {
      const worker = await site.open(await site.newProfile());
      const { backend } = await worker.run<{ backend: unknown }>('return course.start()');
      assert.deepEqual(backend, { name: 'wasm' });
    });

    it('trains with the losses of wasm, whole batches included', async () => {
      const losses = await Promise.all(
        ['webgl', 'wasm'].map(async (backend) => {
          const worker = await site.open(await site.newProfile());
          const code = `await course.start({ backend: given });
            const { tf, autoencoders } = course;
            if (tf.getBackend() !== given) throw new Error(tf.getBackend());
            ${trainingCode(4, false)}`;
          return worker.run<Record<string, number[]>>(code, backend);
        }),
      );
      const [webgl, wasm] = losses.map(({ convolutional }) => convolutional!);
      assert.equal(webgl!.length, 6);
      webgl!.forEach((loss, step) => {
        const wanted = wasm![step]!;
        assert.ok(Math.abs(loss / wanted - 1) < 1e-3, `step ${step}: ${loss}, not ${wanted}`);
      });
    });
  });
});
