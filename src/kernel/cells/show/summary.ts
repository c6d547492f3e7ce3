import * as tf from '@tensorflow/tfjs';
import type { Bundle } from '../../protocol';

/** The maximal length of a line of text. */
const WIDTH = 80;
const GAP = 2;
/** A table cell with more characters may wrap. */
const LONG = 60;

/** A layer as a table row; `depth` is the number of models around it. */
interface Row {
  depth: number;
  cells: string[];
}

type Node = { inboundLayers: tf.layers.Layer[]; nodeIndices: number[]; tensorIndices: number[] };

/** Properties of layers that tfjs' types do not declare. */
type Layer = tf.layers.Layer & { inboundNodes: Node[]; outputShape: tf.Shape | tf.Shape[] };

/**
 * A model as a table: one row per layer, including layers of nested models. As text, no line is longer than 80
 * characters.
 *
 * @throws what tfjs' own summary throws for a model that is not built
 */
export function toSummary(model: tf.LayersModel): Bundle & { 'text/plain': string; 'text/html': string } {
  model.summary(WIDTH, undefined, () => undefined);
  const linear = isLinear(model);
  const heads = [
    'Layer (type)',
    ...(linear ? ['Input shape', 'Output shape', 'Param #'] : ['Output shape', 'Param #', 'Receives inputs']),
  ];
  const rows = toRows(model, linear, 0);
  const counts = [
    ['Total params', [...model.trainableWeights, ...model.nonTrainableWeights]],
    ['Trainable params', model.trainableWeights],
    ['Non-trainable params', model.nonTrainableWeights],
  ] as const;
  const totals = counts.map(([name, weights]) => `${name}: ${countIn(weights).toLocaleString('en')}`);
  const title = `${model.getClassName()} "${model.name}"`;
  return {
    'text/plain': toText(title, heads, rows, totals),
    'text/html': toHtml(title, heads, rows, totals),
  };
}

/** `Sequential "auto": [null,784] to [null,784], 2 layers, 50,992 parameters` */
export function toSummaryLine(model: tf.LayersModel): string {
  const name = `${model.getClassName()} "${model.name}"`;
  if (!model.built && !maybe(() => (model.build([]), true))) return `${name}, not built`;
  const [from, to] = [shapeOf(model, 'inputs'), shapeOf(model, 'outputs')];
  const { length } = model.layers;
  return `${name}: ${from} to ${to}, ${length} layer${length === 1 ? '' : 's'}, ${model.countParams().toLocaleString('en')} parameters`;
}

/** `Dense "hidden": [null,784] to [null,32], 25,120 parameters, relu` */
export function toLayerLine(layer: tf.layers.Layer): string {
  const [, from = '', to = '', params] = toCells(layer, true);
  const { activation } = layer as { activation?: { getClassName?(): string } };
  const name = activation?.getClassName?.();
  const parts = [
    ...(to ? [from && from !== to ? `${from} to ${to}` : to] : []),
    params === '0' || !params ? 'no parameters' : `${params} parameters`,
    ...(name && name !== 'linear' ? [name] : []),
    ...(layer.trainable || params === '0' ? [] : ['frozen']),
  ];
  return `${layer.getClassName()} "${layer.name}": ${parts.join(', ')}`;
}

const countIn = (weights: readonly { shape: tf.Shape }[]): number =>
  weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((product, size) => product * (size ?? 1), 1),
    0,
  );

/** Whether each layer receives the output of the previous one, so that its inputs need not be listed. */
function isLinear(model: tf.LayersModel): boolean {
  return model.layers.every((layer, i) => {
    const { inboundNodes } = layer as Layer;
    const froms = inboundNodes.flatMap(({ inboundLayers }) => inboundLayers);
    return (
      froms.length <= 1 &&
      (!froms.length ? i === 0 : froms[0] === model.layers[i - 1] || model instanceof tf.Sequential)
    );
  });
}

function toRows(model: tf.LayersModel, linear: boolean, depth: number): Row[] {
  return model.layers.flatMap((layer) => [
    { depth, cells: toCells(layer, linear) },
    ...(layer instanceof tf.LayersModel ? toRows(layer, linear, depth + 1) : []),
  ]);
}

function toCells(layer: tf.layers.Layer, linear: boolean): string[] {
  const sources = (layer as Layer).inboundNodes.flatMap(({ inboundLayers, nodeIndices, tensorIndices }) =>
    inboundLayers.map(({ name }, i) => {
      const [use, output] = [nodeIndices[i], tensorIndices[i]];
      return use || output ? `${name}[${use}][${output}]` : name; // the first output of its first use
    }),
  );
  const name = `${layer.name} (${layer.getClassName()})`;
  const count = maybe(() => layer.countParams().toLocaleString('en')) ?? '';
  return linear
    ? [name, shapeOf(layer, 'input'), shapeOf(layer, 'output'), count]
    : [name, shapeOf(layer, 'output'), count, sources.join(', ')];
}

/** `[null,784]`, `3 x [null,2]`; `multiple` for a layer that is applied to several shapes. */
function shapeOf(layer: tf.layers.Layer, what: 'input' | 'output' | 'inputs' | 'outputs'): string {
  const read = (): Symbolic => (layer as unknown as Record<string, Symbolic>)[what]!;
  // an applied model has its own input and output, and those of each use
  const uses = (layer as Layer).inboundNodes.map((_, i) =>
    maybe(() => toShapes(what === 'input' ? layer.getInputAt(i) : layer.getOutputAt(i))),
  );
  const isSame = uses.length > 1 && new Set(uses).size === 1;
  return maybe(() => toShapes(read())) ?? (isSame ? uses[0] : uses.length > 1 ? 'multiple' : '') ?? '';
}

type Symbolic = tf.SymbolicTensor | tf.SymbolicTensor[];

function toShapes(tensors: Symbolic): string {
  const shapes = [tensors].flat().map(({ shape }) => JSON.stringify(shape));
  const isSame = shapes.length > 1 && new Set(shapes).size === 1;
  return isSame ? `${shapes.length} x ${shapes[0]}` : shapes.join(', ');
}

function maybe<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // tfjs throws if a layer was never applied, or more than once
  }
}

function toText(title: string, heads: string[], rows: Row[], totals: string[]): string {
  const lines = rows.map(({ depth, cells }) => [`${'  '.repeat(depth)}${cells[0]}`, ...cells.slice(1)]);
  const widths = heads.map((_, i) => Math.max(...[heads, ...lines].map((cells) => cells[i]!.length)));
  const room = WIDTH - GAP * (widths.length - 1);
  for (let over = sum(widths) - room; over > 0; over--) widths[widths.indexOf(Math.max(...widths))]! -= 1;
  const rule = (mark: string): string => mark.repeat(sum(widths) + GAP * (widths.length - 1));
  const [head, ...body] = [heads, ...lines].map((cells) => toLines(cells, widths));
  return [title, rule('_'), ...head!, rule('='), ...body.flat(), rule('='), ...totals].join('\n');
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A table row as lines: what is too long for its column continues below. */
function toLines(cells: string[], widths: number[]): string[] {
  const columns = cells.map((cell, i) => wrap(cell, widths[i]!));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((parts, i) => (parts[line] ?? '').padEnd(widths[i]!))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

/**
 * `text` in lines of at most `width`, broken after a space or another delimiter if possible, each indented like the
 * first.
 */
function wrap(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const margin = /^ */.exec(text)![0].slice(0, width / 2);
  const fits = text.slice(0, width);
  const space = fits.lastIndexOf(' ') + 1;
  const sign = fits.search(/[_,\])][^_,\])]*$/) + 1;
  const end = [space, sign].find((at) => at > width / 2) ?? width;
  return [text.slice(0, end).trimEnd(), ...wrap(margin + text.slice(end).trimStart(), width)];
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

function toHtml(title: string, heads: string[], rows: Row[], totals: string[]): string {
  const toCell = (tag: string, text: string, i: number, more = ''): string => {
    const align = heads[i] === 'Param #' ? 'right' : 'left';
    const wrapping = text.length > LONG ? 'normal' : 'nowrap';
    return `<${tag} style="text-align:${align};white-space:${wrapping}${more}">${escape(text)}</${tag.slice(0, 2)}>`;
  };
  const head = heads.map((name, i) => toCell('th scope="col"', name, i)).join('');
  const body = rows.map(({ depth, cells: [name = '', ...rest] }) => {
    const more = `;font-weight:normal;padding-left:${0.5 + depth * 1.5}em`;
    const cells = [
      toCell('th scope="row"', name, 0, more),
      ...rest.map((text, i) => toCell('td', text, i + 1)),
    ];
    return `<tr>${cells.join('')}</tr>`;
  });
  return [
    `<table><caption style="text-align:left">${escape(title)}</caption>`,
    `<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`,
    `<p>${totals.map(escape).join('<br>')}</p>`,
  ].join('');
}
