import type { Check } from '../harness/check';
import type { Part, Values } from '../protocol/subject';
import { findHeads, fixHead } from '../measure/heads';
import {
  batchOf,
  drawInputs,
  drawWeights,
  fail,
  inCall,
  modelOf,
  near,
  type Case,
  type Trial,
} from '../measure/trial';

/** `auto` applies encoder and decoder, with their weights. */
export const autoCheck = (points: number): Check<Trial> => ({
  id: 'auto',
  title: '`auto` applies the encoder, then the decoder, and shares their weights',
  points,
  needs: ['encoder-shapes', 'decoder-shapes', 'auto-shapes'],
  run: (trial) => checkAuto(trial, trial.case),
});

export async function checkAuto(trial: Trial, one: Case): Promise<void> {
  const { claim, blueprint } = one;
  const { subject } = trial;
  const random = trial.random('auto');
  const shared = new Set([...modelOf(one, 'encoder').weights, ...modelOf(one, 'decoder').weights]);
  const ownOnes = modelOf(one, 'auto').weights.filter((at) => !shared.has(at));
  if (ownOnes.length)
    fail(
      `auto has ${ownOnes.length} weights that neither encoder nor decoder has (${claim.weights[ownOnes[0]!]!.name} and others)`,
      'Training auto would not train the other two. Build auto from them: decoder.apply(encoder.apply(input)).',
      'weights of encoder and decoder',
      `${ownOnes.length} weights of its own`,
    );
  for (const part of ['encoder', 'decoder'] as const) {
    const unused = modelOf(one, part).weights.filter((at) => !modelOf(one, 'auto').weights.includes(at));
    if (unused.length)
      fail(
        `auto does not use all of the ${part}: ${claim.weights[unused[0]!]!.name} is not among its weights`,
        'Build auto from the two models: decoder.apply(encoder.apply(input)).',
      );
  }

  await subject.setWeights(claim.build, drawWeights(random, claim));
  const x = drawInputs(random, batchOf(blueprint), blueprint.input);
  if (blueprint.variational) return checkVariational(trial, one, x);
  const [code] = (await subject.predict(claim.build, 'encoder', x)) as [Values];
  const [asked] = (await subject.predict(claim.build, 'decoder', code)) as [Values];
  const [got] = (await subject.predict(claim.build, 'auto', x)) as [Values];
  if (!near(got.data, asked.data))
    fail(
      `auto's outputs differ from those of the decoder applied to the encoder${inCall(blueprint)}`,
      'Build auto from the two models: tf.model({ inputs: input, outputs: decoder.apply(encoder.apply(input)) }).',
    );
}

/** With a variance of e^-40, z equals its mean and `auto` must output the decoder's result for it; with a large one it must not. */
async function checkVariational(trial: Trial, one: Case, x: Values): Promise<void> {
  const { subject } = trial;
  const { build } = one.claim;
  const heads = await findHeads(trial, one);
  if (!heads) return; // z does not depend on both heads: `sampling` reports it
  const weights = drawWeights(trial.random('auto'), one.claim);
  await subject.setWeights(build, fixHead(weights, heads.weights.zLogVar, -40));
  const codes = await subject.predict(build, 'encoder', x);
  const [asked] = (await subject.predict(build, 'decoder', codes[heads.z]!)) as [Values];
  const [got] = (await subject.predict(build, 'auto', x)) as [Values];
  const take = 'Take the first output of the encoder, z: const [z] = encoder.apply(input); decoder.apply(z).';
  if (!near(got.data, asked.data)) fail('the outputs of auto differ from those of the decoder for z', take);

  await subject.setWeights(build, fixHead(weights, heads.weights.zLogVar, 1));
  const repeats = async (part: Part, output: number): Promise<boolean> => {
    const [first, second] = [await subject.predict(build, part, x), await subject.predict(build, part, x)];
    return near(first[output]!.data, second[output]!.data, 1e-6);
  };
  if ((await repeats('auto', 0)) && !(await repeats('encoder', heads.z)))
    fail('auto decodes zMean, expected z: two calls give the same reconstruction', take, 'z', 'zMean');
}
