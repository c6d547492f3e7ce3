import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { askingSubject } from '../../../grading/claims/asking';
import { answer, type Request, type Submission } from '../../../grading/protocol/questions';
import { SubmissionError, type Claim } from '../../../grading/protocol/subject';
import { fromText, toText } from '../../../grading/protocol/text';
import { subjectOf } from '../../../grading/submission/in-process';

const build = (inputDims: number, hidden: number[], latentDims: number): unknown => {
  const dense = (units: number): tf.layers.Layer => tf.layers.dense({ units });
  const encoder = tf.sequential({
    layers: [tf.layers.inputLayer({ inputShape: [inputDims] }), ...[...hidden, latentDims].map(dense)],
  });
  encoder.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return { encoder, auto: encoder };
};

/** A submission in this process, of which `change` forges the answers. */
function forge(change: (question: string, answer: unknown) => unknown): Submission {
  const subject: Submission = { ...subjectOf({ autoencoder: build }), load: async () => undefined };
  return askingSubject(async (text) => {
    const request = fromText(text) as Request;
    const given = await answer(subject, request);
    if (!('answer' in given)) return toText(given);
    return toText({ answer: change(request.ask, JSON.parse(JSON.stringify(given.answer))) });
  });
}

const args = [6, [5, 4], 3];
const isTheirs = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SubmissionError, String(error));
  assert.match(error.message, pattern);
  return true;
};

describe('what a submission claims', () => {
  before(() => tf.setBackend('cpu'));

  it('is taken as it is if it is possible', async () => {
    const subject = forge((_, given) => given);
    const claim = await subject.build(args);
    assert.deepEqual(claim.models.encoder!.outputs, [[null, 3]]);
    const weights = await subject.weights(claim.build);
    assert.deepEqual(
      weights.map(({ shape }) => shape),
      [[6, 5], [5], [5, 4], [4], [4, 3], [3]],
    );
    const [z] = await subject.predict(claim.build, 'encoder', {
      shape: [2, 6],
      data: Array(12).fill(1) as number[],
    });
    assert.deepEqual(z!.shape, [2, 3]);
  });

  const forgeries: [title: string, change: (claim: Claim) => unknown, says: RegExp][] = [
    ['is null', () => null, /not an object/],
    ['is a list', (claim) => [claim], /not an object/],
    ['lacks a key', ({ models: _, ...rest }) => rest, /models/],
    [
      'has a model of another name',
      (claim) => ({ ...claim, models: { grader: claim.models.encoder } }),
      /grader/,
    ],
    [
      'has a weight of a fractional side',
      (claim) => set(claim, 'weights', 0, 'shape', [6.5, 5]),
      /whole number/,
    ],
    [
      'has more weights than memory',
      (claim) => set(claim, 'weights', 0, 'shape', [90_000, 90_000]),
      /more than/,
    ],
    [
      'has a weight of a negative side',
      (claim) => set(claim, 'weights', 0, 'shape', [-6, 5]),
      /whole number/,
    ],
    ['has a layer that is its own input', (claim) => layer(claim, { inputs: [1] }), /before its input/],
    ['has a layer that does not exist', (claim) => layer(claim, { inputs: [99] }), /before its input/],
    ['has a weight that does not exist', (claim) => layer(claim, { weights: [99] }), /no weight 99/],
    [
      'has units that are not those of its kernel',
      (claim) => layer(claim, { config: { units: 9 } }),
      /9 outputs/,
    ],
    ['has a setting nested without end', (claim) => layer(claim, { config: { a: nested(50) } }), /too large/],
    [
      'has outputs from nowhere',
      (claim) => set(claim, 'models', 'encoder', 'outputsFrom', [7]),
      /no layer 7/,
    ],
    [
      'has fewer sources than outputs',
      (claim) => set(claim, 'models', 'encoder', 'outputsFrom', []),
      /nowhere/,
    ],
  ];
  for (const [title, change, says] of forgeries)
    it(`is refused if it ${title}`, async () => {
      const subject = forge((ask, given) => (ask === 'build' ? change(given as Claim) : given));
      await assert.rejects(subject.build(args), isTheirs(says));
    });

  it('counts as its own layer whatever it says if the class is not of tfjs', async () => {
    const subject = forge((ask, given) =>
      ask === 'build' ? layer(given as Claim, { className: 'Mine' }) : given,
    );
    assert.equal((await subject.build(args)).models.encoder!.layers[1]!.own, true);
  });

  const answers: [ask: string, answer: unknown, says: RegExp][] = [
    ['weights', [], /expected tensors of shapes/],
    ['weights', [{ shape: [6, 5], data: [] }], /expected tensors/],
    ['predict', [{ shape: [2, 3], data: [1] }], /does not fit its data/],
    ['predict', [{ shape: [2, 3], data: ['1', 2, 3, 4, 5, 6] }], /not a number/],
    ['predict', { length: 1 }, /not a list/],
    ['evaluate', '0.1', /not a number/],
    ['tensors', -1, /whole number/],
    ['setWeights', { valueOf: 1 }, /not null/],
    ['exports', { names: [{}], autoencoder: 'function' }, /not text/],
  ];
  for (const [ask, forged, says] of answers)
    it(`refuses ${JSON.stringify(forged)} as the answer to ${ask}`, async () => {
      const subject = forge((asked, given) => (asked === ask ? forged : given));
      const { build } = await subject.build(args);
      const x = { shape: [2, 6], data: Array(12).fill(0) as number[] };
      const y = { shape: [2, 3], data: Array(6).fill(0) as number[] };
      const questions: Record<string, () => Promise<unknown>> = {
        weights: () => subject.weights(build),
        predict: () => subject.predict(build, 'encoder', x),
        evaluate: () => subject.evaluate(build, x, y),
        tensors: () => subject.tensors(),
        setWeights: async () => subject.setWeights(build, await subject.weights(build)),
        exports: () => subject.exports(),
      };
      await assert.rejects(questions[ask]!(), isTheirs(says));
    });

  for (const text of ['', 'null', '[]', '{"threw":1}', '{', '"answer"', '{"__proto__":{"answer":1}}'])
    it(`refuses the reply ${text || 'of no text'}`, async () => {
      const subject = askingSubject(async () => text);
      await assert.rejects(subject.tensors(), isTheirs(/not valid/));
    });

  it('keeps numbers that JSON cannot represent', () => {
    const message = { answer: [NaN, -Infinity, 0.1, null, 'NaN'] };
    assert.deepEqual(fromText(toText(message)), message);
  });

  it("tells the learner's errors from the grader's", async () => {
    const subject = askingSubject(async () => toText({ threw: 'no layers' }));
    await assert.rejects(subject.build([4, [3], 2]), (error: SubmissionError) => {
      assert.equal(`${error.during}: ${error.message}`, 'autoencoder(4, [3], 2): no layers');
      return true;
    });
    await assert.rejects(subject.weights(7), /unknown build: 7/);
  });
});

/** A copy of `value` with what is at the end of `path` replaced. */
function set(value: unknown, ...path: unknown[]): unknown {
  const [key, ...rest] = path as [string, ...unknown[]];
  const inner = (value as Record<string, unknown>)[key];
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  copy[key] = rest.length === 1 ? rest[0] : set(inner, ...rest);
  return copy;
}

/** The claim with its encoder's second layer changed. */
const layer = (claim: Claim, change: object): unknown => {
  const second = claim.models.encoder!.layers[1]!;
  return set(claim, 'models', 'encoder', 'layers', 1, { ...second, ...change });
};

const nested = (depth: number): unknown => (depth ? [nested(depth - 1)] : 0);
