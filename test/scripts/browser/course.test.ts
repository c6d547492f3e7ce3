import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import ts from 'typescript';
import { check } from '../../../grading/run/practice';
import { slugs } from '../../../grading/tasks';
import { buildPicture, chooseBackend, loadMnist, plot, toPixels } from '../../../src';
import { root, run, typescript } from '../../support/run';
import { bundle } from './bundle';
import { trainingCode } from './training';
import { CourseSite, withCores, type CourseWorker } from './worker';

const kernel = Symbol.for('autoencoders.kernel');
const own: Record<string, string> = {
  autoencoders: '../../../src',
  'autoencoders/grading': '../../../grading/run/practice',
};
const traces = [
  { x: [1, 2, 3, 4], y: [0.4, 0.2, 0.15, 0.1], mode: 'lines', name: 'loss' },
  { x: [1, 2, 3, 4], y: [0.5, 0.3, 0.22, 0.2], mode: 'lines+markers', name: 'val_loss, größer' },
];
const layout = { title: 'Training', xaxis: { title: 'epoch' }, yaxis: { title: 'loss', type: 'log' } };

const pixelsOf = async (base64: string) => {
  const { width, height, data } = (await Jimp.read(Buffer.from(base64, 'base64'))).bitmap;
  return { width, height, hash: createHash('sha256').update(data).digest('hex') };
};

// One worker for all of these: each starts where the one before it ended, as the cells of a notebook do.
describe('the course in a browser', function () {
  this.timeout(120_000);
  let folder: string;
  let site: CourseSite;
  let worker: CourseWorker;

  before(async function () {
    folder = (await bundle()).folder;
    const started = await CourseSite.start(folder);
    if (!started) return this.skip();
    site = started;
    worker = await site.open(await site.newProfile());
    await chooseBackend();
  });
  after(async () => {
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs on wasm with SIMD, and with threads where there are cores for them, and lacks nothing', async () => {
    const started = { backend: { name: 'wasm' }, lacking: [] };
    assert.deepEqual(await worker.run('return course.start()'), started);
    for (const [cores, file] of [
      [2, 'tfjs-backend-wasm-simd.wasm'],
      [8, 'tfjs-backend-wasm-threaded-simd.wasm'],
    ] as const) {
      site.asked.length = 0;
      const other = await site.open(await site.newProfile(), withCores(cores));
      assert.deepEqual(await other.run('return course.start()'), started);
      const asked = site.asked.filter((path) => path.startsWith('tfjs-backend-wasm'));
      assert.deepEqual(asked, [file]);
      assert.deepEqual(
        await other.run('return [...course.tf.matMul([[1, 2]], [[3], [4]]).dataSync()]'),
        [11],
      );
      await other.page.close();
    }
  });

  it('reads MNIST as Node does, byte by byte', async () => {
    const found = await worker.run<Record<string, unknown>>(`
      const { train, test } = await course.autoencoders.loadMnist();
      const hash = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
      return { shape: train.shape, hashes: await Promise.all([train.images, train.labels, test.images, test.labels].map(hash)) };`);
    const { train, test } = await loadMnist();
    const hash = (bytes: Uint8Array) => [...createHash('sha256').update(bytes).digest()];
    assert.deepEqual(found, {
      shape: train.shape,
      hashes: [train.images, train.labels, test.images, test.labels].map(hash),
    });
  });

  it('trains 0-vanilla and 2-convolutional, with threads or not, with the losses of plain tfjs in another process', async () => {
    type Losses = Record<string, number[]>;
    const code = `await course.start(); const { tf, autoencoders } = course; ${trainingCode()}`;
    const threaded = await site.open(await site.newProfile(), withCores(4));
    const found = [await worker.run<Losses>(code), await threaded.run<Losses>(code)];
    await threaded.page.close();
    const script = `const tf = require('@tensorflow/tfjs');
      const autoencoders = { ...require('./src/models'), ...require('./src/helpers') };
      void (async () => { await tf.setBackend('cpu'); ${trainingCode()} })().then((found) => console.log(JSON.stringify(found)));`;
    const { stdout, stderr } = await run(process.execPath, [...typescript, '-e', script], { cwd: root });
    const expected = JSON.parse(stdout.trim().split('\n').at(-1) || `"${stderr}"`) as Losses;
    for (const losses of found)
      for (const name of ['vanilla', 'convolutional']) {
        assert.equal(expected[name]!.length, 6, stderr);
        losses[name]!.forEach((loss, step) => {
          const wanted = expected[name]![step]!;
          assert.ok(Math.abs(loss / wanted - 1) < 1e-4, `${name}, step ${step}: ${loss}, not ${wanted}`);
        });
      }
  });

  it('draws pictures and stills with the pixels that Node draws', async () => {
    const drawn = await worker.run<string[]>(
      `const { autoencoders: a } = course;
      const shown = [];
      const display = (bundle) => { shown.push(bundle); return { update: display }; };
      globalThis[Symbol.for('autoencoders.kernel')] = { display, clearOutput() {} };
      a.plot(given.traces, given.layout);
      const { test } = await a.loadMnist();
      const picture = await a.buildPicture(a.toPixels(test, [784], 6), { columns: 3, titles: ['7', '2', 'größer'], rowTitles: ['a', 'b'] });
      return [shown.find((bundle) => bundle['image/png'])['image/png'], picture[Symbol.for('autoencoders.display')]()['image/png']];`,
      { traces, layout },
    );
    const shown: Record<string, string>[] = [];
    const display = (some: Record<string, string>) => {
      shown.push(some);
      return { update: display };
    };
    Object.assign(globalThis, { [kernel]: { display, clearOutput: () => undefined } });
    try {
      plot(traces, layout);
    } finally {
      Reflect.deleteProperty(globalThis, kernel);
    }
    const { test } = await loadMnist();
    const captions = { columns: 3, titles: ['7', '2', 'größer'], rowTitles: ['a', 'b'] };
    const { png } = await buildPicture(toPixels(test, [784], 6), captions);
    assert.deepEqual(await pixelsOf(drawn[0]!), await pixelsOf(shown.at(-1)!['image/png']!));
    assert.deepEqual(await pixelsOf(drawn[1]!), await pixelsOf(Buffer.from(png).toString('base64')));
  });

  for (const slug of slugs)
    it(`checks solutions of ${slug} with the verdicts and messages of Node`, async () => {
      const fixtures = ['pass', 'fail', 'error'].flatMap((kind) => {
        const at = join(root, 'grading/fixtures', slug, kind);
        const names = readdirSync(at).filter(
          (name) => !/^(never-ends|exits|syntax|throws-on|type-)/.test(name),
        );
        return names.slice(0, kind === 'fail' ? 2 : 1).map((name) => join(at, name));
      });
      assert.equal(fixtures.length, 4);
      for (const path of fixtures) {
        const { outputText: code } = ts.transpileModule(readFileSync(path, 'utf8'), {
          compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            module: ts.ModuleKind.CommonJS,
            esModuleInterop: true,
          },
        });
        const found = await worker.run<Record<string, unknown>[]>(
          `const exported = {};
          new Function('require', 'exports', given.code)((name) => course.modules[name], exported);
          return (await course.checks.check(given.slug, exported.autoencoder, { seed: 5 })).results;`,
          { code, slug },
        );
        const exported: Record<string, unknown> = {};
        const load = new Function('require', 'exports', code) as (...args: unknown[]) => void;
        load((name: string) => require(own[name] ?? name) as unknown, exported);
        const { results } = await check(slug, exported.autoencoder, { seed: 5 });
        const ids = found.map(({ id }) => id);
        assert.ok(ids.length > 10);
        assert.deepEqual(
          found,
          results.filter(({ id }) => ids.includes(id)),
          path,
        );
      }
    });

  it('has the trained models of the lessons, which compute what they do on Node', async () => {
    const code = `const sums = {};
      for (const slug of ['0-vanilla', '1-sparse', '2-convolutional', '3-variational']) {
        const { decoder } = await autoencoders.loadTrained(slug);
        const drawn = decoder.predict(tf.ones([1, ...decoder.inputs[0].shape.slice(1)]));
        sums[slug] = drawn.sum().dataSync()[0];
      }
      return sums;`;
    const found = await worker.run<Record<string, number>>(`const { tf, autoencoders } = course; ${code}`);
    const run = new Function('tf', 'autoencoders', `return (async () => { ${code} })()`) as (
      ...args: unknown[]
    ) => Promise<Record<string, number>>;
    const expected = await run(require('@tensorflow/tfjs'), require('../../../src'));
    assert.deepEqual(Object.keys(found), [...slugs]);
    for (const slug of slugs) assert.ok(Math.abs(found[slug]! / expected[slug]! - 1) < 1e-4, slug);
  });

  it('makes outputs to play with, and a quiz, whose scripts run in the page', async () => {
    const outputs = await worker.run<string[]>(`const { tf, autoencoders: a } = course;
      const { encoder, decoder } = await a.loadTrained('0-vanilla');
      const { test } = await a.loadMnist();
      const shown = [await a.sketchPad(encoder, decoder, a.toPixels(test, [784], 3)), await a.exploreLatents((await a.loadTrained('3-variational')).decoder), a.quiz()];
      return shown.map((one) => one[Symbol.for('autoencoders.display')]()['text/html']);`);
    const { page } = await site.open(await site.newProfile());
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.setContent(outputs.join('<hr>'));
    await page.locator('form button:visible').first().click();
    assert.match((await page.locator('[data-result]').first().textContent())!, /Tick every choice/);
    await page.locator('[data-started]').nth(1).waitFor();
    assert.ok((await page.locator('[data-started] canvas:visible').count()) >= 2);
    assert.deepEqual(problems, []);
    await page.close();
  });

  it('says what a page cannot do, and what to do instead', async () => {
    for (const [code, message] of [
      [
        `return course.autoencoders.loadFolder('meine Bilder')`,
        /meine Bilder cannot be read: .*Install the course/,
      ],
      [
        `return course.autoencoders.loadFashionMnist()`,
        /fashion-mnist is not on this site\. Install the course/,
      ],
      [
        `const { tf, autoencoders: a } = course;
        return a.savePicture(await a.buildPicture(tf.zeros([1, 4])), 'x.png')`,
        /x\.png cannot be written: .*right mouse button/,
      ],
      [
        `return course.tf.sequential({ layers: [course.tf.layers.dense({ units: 1, inputShape: [1] })] }).save('file://mine')`,
        /file:\/\/mine cannot be used: .*indexeddb:\/\/my-model/,
      ],
    ] as const)
      await assert.rejects(worker.run(code), message);
  });

  it('saves models in the browser', async () => {
    assert.equal(
      await worker.run(`const { tf } = course;
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
        await model.save('indexeddb://mine');
        const again = await tf.loadLayersModel('indexeddb://mine');
        const predict = (one) => one.predict(tf.ones([1, 3])).dataSync().join();
        return predict(model) === predict(again);`),
      true,
    );
  });
});
