import { isOwn, outputsOf } from '../protocol/layer-classes';
import {
  parts,
  type Claim,
  type Exports,
  type LayerClaim,
  type ModelClaim,
  type Values,
} from '../protocol/subject';
import { plain } from './plain';
import {
  ClaimError,
  either,
  list,
  number,
  object,
  orNull,
  record,
  text,
  truth,
  whole,
  type Form,
} from './schema';

/** More than any task needs, and little enough to be copied, drawn at random and compared in a moment. */
const most = { layers: 500, models: 8, weights: 1000, side: 100_000, numbers: 300_000 };

const shape = list(whole(0, most.side), 8);
/** A size may be negative: tfjs allows a pooling that leaves less than nothing. */
const shapeOfBatch = list(orNull(whole(-most.side, most.side)), 8);

const layer: Form<LayerClaim> = object<LayerClaim>({
  name: text(200),
  className: text(200),
  own: truth,
  config: record(plain, 200),
  inputs: list(whole(-1, most.layers), 100),
  outputShape: shapeOfBatch,
  weights: list(whole(0, most.weights), 100),
  trainable: truth,
});

const model: Form<ModelClaim> = object<ModelClaim>({
  inputs: list(shapeOfBatch, most.models),
  outputs: list(shapeOfBatch, most.models),
  layers: list(layer, most.layers),
  outputsFrom: list(whole(-1, most.layers), most.models),
  weights: list(whole(0, most.weights), most.weights),
  compiled: orNull(object({ optimizer: text(200), settings: record(plain, 100), loss: text(200) })),
});

const form: Form<Claim> = object<Claim>({
  build: whole(0, 10_000),
  returned: either(list(text(100), 100), text(200)),
  models: record(model, parts.length),
  args: list(plain, 10),
  weights: list(object({ name: text(200), shape }), most.weights),
});

/** The exports of the file. */
export const exportsForm: Form<Exports> = object<Exports>({
  names: list(text(200), 1000),
  autoencoder: text(20),
});

/**
 * What a submission says it built: the form of a claim, with layers that exist, in the order in which data flows, and
 * weights of a bounded size that fit the layers they belong to.
 */
export const claimForm: Form<Claim> = (value, at) => {
  const claim = form(value, at);
  const sizes = claim.weights.map(({ shape }) => sizeOf(shape));
  if (sizes.reduce((sum, size) => sum + size, 0) > most.numbers)
    throw new ClaimError(`the models have more than ${most.numbers} weights for arguments this small`);
  for (const [part, model] of Object.entries(claim.models)) {
    if (!(parts as readonly string[]).includes(part))
      throw new ClaimError(`${part} is not one of the models`);
    checkModel(model, claim, `${at}.models.${part}`);
  }
  return claim;
};

function checkModel(model: ModelClaim, claim: Claim, at: string): void {
  const { layers, weights, outputs, outputsFrom } = model;
  if (outputsFrom.length !== outputs.length) throw new ClaimError(`${at} has outputs from nowhere`);
  for (const index of outputsFrom)
    if (index >= layers.length) throw new ClaimError(`${at} has no layer ${index}`);
  for (const index of [...weights, ...layers.flatMap((layer) => layer.weights)])
    if (index >= claim.weights.length) throw new ClaimError(`${at} has no weight ${index}`);
  layers.forEach((layer, i) => {
    const where = `${at}.layers[${i}]`;
    if (layer.inputs.some((input) => input >= i)) throw new ClaimError(`${where} comes before its input`);
    layer.own = isOwn(layer.className);
    const kernel = claim.weights[layer.weights[0] ?? -1]?.shape;
    const outputs = outputsOf(layer);
    if (outputs !== undefined && kernel?.at(-1) !== outputs)
      throw new ClaimError(`${where} has ${outputs} outputs, and a kernel of another shape`);
  });
}

/** Tensors of these shapes. */
export const valuesForm =
  (shapes: number[][]): Form<Values[]> =>
  (value, at) => {
    const given = list(object<Values>({ shape, data: list(number, most.numbers) }), most.weights)(value, at);
    const [asked, got] = [shapes, given.map(({ shape }) => shape)].map((all) => JSON.stringify(all));
    if (asked !== got) throw new ClaimError(`expected tensors of shapes ${asked}, got ${got}`);
    if (given.some(({ shape, data }) => data.length !== sizeOf(shape)))
      throw new ClaimError(`${at} has a tensor whose shape does not fit its data`);
    return given;
  };

const sizeOf = (shape: number[]): number => shape.reduce((product, side) => product * side, 1);
