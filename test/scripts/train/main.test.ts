import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src';
import type { Report } from '../../../scripts/train/main';
import { assertClose } from '../../support/float64';
import { runNode } from '../../support/run';

/** `npm run train -- ...args`, without set-up. */
const train = (...args: string[]) =>
  runNode(
    `require('./dist/scripts/train/main').main(${JSON.stringify(args)}).then((code) => (process.exitCode = code));`,
  );

describe('npm run train', () => {
  let folder: string;
  before(chooseBackend);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'train für '));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('saves figures, pictures, and models that can be loaded', async () => {
    const [json, state] = [join(folder, 'a', 'b.json'), join(folder, 'state')];
    const args = ['--epochs', '1', '--batch-size', '1000', '--seed', '3', '--json', json];
    const { code, stdout, stderr } = await train('dense-mse-9', ...args, '--save', state, '--out', folder);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Mean of the ten codes: .*\nloss \S+, val_loss \S+, \S+ ms\/step\n/);
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    assert.equal(report.seed, 3);
    assert.equal(report.history.val_loss.length, 1);
    assert.ok(report.history.loss[0]! > 0 && report.history.loss[0]! < 0.25);
    assert.deepEqual(readdirSync(join(folder, 'dense-mse-9')), ['figures.json', 'reconstructions.png']);
    const auto = await tf.loadLayersModel(`file://${join(state, 'auto/model.json')}`);
    assert.equal(auto.countParams(), 784 * 128 + 128 + 128 * 9 + 9 + 9 * 128 + 128 + 128 * 784 + 784);
    const again = await train('dense-mse-9', '--epochs', '1', '--resume', state, '--out', folder);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /\nnothing left to train: 1 epochs are done; use --epochs to train more\n$/);
  });

  it('the same seed gives the same run, including the noise that a model draws', async () => {
    const toHistory = async () => {
      const json = join(folder, 'history.json');
      const args = ['--epochs', '1', '--batch-size', '2000', '--seed', '1', '--json', json, '--out', folder];
      const { code, stderr } = await train('3-variational', ...args);
      assert.equal(code, 0, stderr);
      const { history } = JSON.parse(readFileSync(json, 'utf8')) as Report;
      return [...history.loss, ...history.val_loss];
    };
    const first = await toHistory();
    assertClose(await toHistory(), first, 1e-5);
  }).timeout(180_000);

  for (const [args, says] of [
    [['nonsense'], /^invalid name: nonsense \(expected 0-vanilla, /],
    [[], /missing required argument 'name'/],
    [['0-vanilla', '--epochs', '1.5'], /'1.5' is invalid. expected a whole number of at least 1/],
    [['0-vanilla', '--resume', 'x', '--seed', '1'], /'--resume <folder>' cannot be used with option '--seed/],
  ] as const)
    it(`exits with 2 for ${['train', ...args].join(' ')}`, async () => {
      const { code, stderr } = await train(...args);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });

  it('reports a folder that is not writable before it trains', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const { code, stderr } = await train('0-vanilla', '--out', file);
    assert.equal(code, 1);
    assert.equal(stderr, `cannot write to ${join(file, '0-vanilla')} (ENOTDIR); choose another folder\n`);
  });

  it('lists the names in its help', async () => {
    const { code, stdout } = await train('--help');
    assert.equal(code, 0);
    assert.match(stdout, /2-convolutional/);
  });
});
