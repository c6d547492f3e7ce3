import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { toAffinities } from '../../../src/helpers/codes/tsne/affinities';
import { toPrincipalComponents } from '../../../src/helpers/codes/pca';
import { toGradient, toTsne } from '../../../src/helpers/codes/tsne/tsne';
import { toUmap } from '../../../src/helpers/codes/umap';
import { assertClose, sum, toGradient as toDifferences } from '../../support/float64';
import { askPython } from '../../support/python';

/** scikit-learn's images of digits, and the results of its PCA. */
let digits: number[][];
let theirs: { points: number[][]; variance: number[] };

function askScikitLearn(): void {
  if (digits) return;
  ({ digits, ...theirs } = askPython<typeof theirs & { digits: number[][] }>(`
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
digits = load_digits().data[:600]
pca = PCA(3, svd_solver="full")
points = pca.fit_transform(digits).tolist()
print(json.dumps({"digits": digits.tolist(), "points": points, "variance": pca.explained_variance_ratio_.tolist()}))`));
}

describe('toPrincipalComponents', () => {
  before(chooseBackend);
  before(askScikitLearn);

  it('matches scikit-learn, up to the sign of each direction', async () => {
    const { points, explainedVariance } = await toPrincipalComponents(tf.tensor2d(digits), 3);
    assertClose(explainedVariance, theirs.variance);
    for (let axis = 0; axis < 3; axis++) {
      const [ours, expected] = [points, theirs.points].map((list) => list.map((point) => point[axis]!));
      const sign = Math.sign(sum(ours!.map((value, i) => value * expected![i]!)));
      assertClose(
        ours!.map((value) => value * sign),
        expected!,
      );
    }
  });

  it('rejects codes that are too few, too small or not finite', async () => {
    await assert.rejects(toPrincipalComponents([]), /invalid codes: 0 of them \(expected at least 2\)/);
    await assert.rejects(toPrincipalComponents(tf.zeros([0, 3])), /invalid codes: 0/);
    await assert.rejects(toPrincipalComponents([[1], [2]]), /invalid dims: 2 \(expected at most 1, the size/);
    await assert.rejects(
      toPrincipalComponents([
        [1, 2],
        [2, NaN],
      ]),
      /invalid code 1: \[.*\] \(expected 2 finite numbers\)/,
    );
  });
});

describe('toTsne', () => {
  before(chooseBackend);
  before(askScikitLearn);

  it('gives the same points each time, and reports progress', async () => {
    const steps: number[] = [];
    const onProgress = (done: number) => void steps.push(done);
    const points = await toTsne(digits, { iterations: 20, onProgress });
    assert.deepEqual(
      steps,
      Array.from({ length: 20 }, (_, i) => (i + 1) / 20),
    );
    assert.deepEqual(await toTsne(digits, { iterations: 20 }), points);
  });

  it('follows the gradient of the divergence, computed by finite differences', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i)]);
    const affinities = await toAffinities(rows, 3);
    const [n, { k, neighbours, shares }] = [rows.length, affinities];
    const p = new Array<number>(n * n).fill(0);
    neighbours.forEach((j, edge) => {
      const i = Math.floor(edge / k);
      p[i * n + j]! += shares[edge]! / (2 * n);
      p[j * n + i]! += shares[edge]! / (2 * n);
    });
    const divergence = (y: number[]) => {
      const q = p.map((_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return i === j ? 0 : 1 / (1 + (y[2 * i]! - y[2 * j]!) ** 2 + (y[2 * i + 1]! - y[2 * j + 1]!) ** 2);
      });
      const total = sum(q);
      return sum(p.map((value, at) => (value > 0 ? value * Math.log((value * total) / q[at]!) : 0)));
    };
    const y = Array.from({ length: 2 * n }, (_, i) => 2 * Math.sin(5 * i + 1));
    assertClose(toGradient(Float64Array.from(y), affinities, 0, 1), toDifferences(divergence, y), 1e-6);
  });

  it('approximates far points as one with a small error', async () => {
    const y = Float64Array.from({ length: 800 }, (_, i) => 10 * Math.sin(i * i));
    const affinities = { k: 1, neighbours: new Int32Array(400), shares: new Float64Array(400) };
    const [exact, coarse] = [0, 0.5].map((theta) => toGradient(y, affinities, theta, 1));
    const size = (values: Float64Array) => Math.sqrt(sum([...values].map((v) => v * v)));
    assert.ok(size(exact!.map((value, i) => value - coarse![i]!)) < 0.02 * size(exact!));
  });

  it('gives each code the requested number of neighbours', async () => {
    const { k, shares } = await toAffinities(digits, 10);
    for (let row = 0; row < 600; row++) {
      const p = [...shares.subarray(row * k, (row + 1) * k)];
      assertClose(sum(p), 1, 1e-9);
      assertClose(Math.exp(-sum(p.map((v) => (v > 0 ? v * Math.log(v) : 0)))), 10, 1e-3);
    }
  });

  it('accepts equal codes', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => [i % 4, (i % 4) ** 2]);
    const points = await toTsne(rows, { perplexity: 5, iterations: 50 });
    assert.ok(points.flat().every(Number.isFinite));
  });

  it('rejects invalid options', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => [i, i * i]);
    await assert.rejects(toTsne(rows), /invalid perplexity: 30 \(expected a number from 1 to 3\)/);
    await assert.rejects(toTsne(rows, { perplexity: 2, theta: 2 }), /invalid theta: 2/);
    await assert.rejects(toTsne(rows, { perplexity: 2, iterations: 0.5 }), /invalid iterations: 0.5/);
  });
});

describe('toUmap', () => {
  before(askScikitLearn);

  it('is repeatable with a seed, and reports progress', async () => {
    const rows = digits.slice(0, 100);
    let done = 0;
    const points = await toUmap(rows, { seed: 3, onProgress: (share) => (done = share) });
    assert.equal(done, 1);
    assert.deepEqual(await toUmap(rows, { seed: 3 }), points);
    assert.notDeepEqual(await toUmap(rows, { seed: 4 }), points);
  });

  it('rejects too few codes', async () => {
    await assert.rejects(
      toUmap([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      /invalid neighbours: 15 \(expected a number from 2 to 2/,
    );
  });
});

describe('t-SNE and UMAP', () => {
  before(chooseBackend);
  before(askScikitLearn);

  it('keep neighbours together, measured by scikit-learn as trustworthiness', async () => {
    const points = [await toTsne(digits, { iterations: 300 }), await toUmap(digits)];
    const [tsne, umap] = askPython<[number, number]>(
      'from sklearn.manifold import trustworthiness\n' +
        'print(json.dumps([trustworthiness(x[0], points, n_neighbors=12) for points in x[1]]))',
      [digits, points],
    );
    assert.ok(tsne >= 0.95, `t-SNE ${tsne}`);
    assert.ok(umap >= 0.9, `UMAP ${umap}`);
  });
});
