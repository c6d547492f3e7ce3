import type * as tf from '@tensorflow/tfjs';
import { display } from '../base/notebook';
import { palette } from './figure/palette';
import { toColumns, type Block } from './model-columns';
import { toBundle, type Picture } from './picture-bundle';
import { toPng } from './still/png';
import { ink, tag, text } from './still/svg';

const column = 104; // pixels from one column to the next
const middle = 120;
const tallest = 150;
const height = 250;

/**
 * Draws the layers of one or more models from left to right, with their shapes and numbers of parameters, made from the
 * models themselves. The more numbers a layer outputs, the taller its bar; feature maps are boxes. The smallest layer is marked.
 *
 * @param models for an autoencoder: its encoder and its decoder
 * @throws if a model is not built
 * @example
 * drawModel(encoder, decoder);
 */
export function drawModel(...models: tf.LayersModel[]): Picture {
  for (const model of models)
    if (!model?.inputs?.length)
      throw new Error(
        'invalid model: it has no inputs yet (expected a built model: give its first layer an inputShape, or use tf.model)',
      );
  const columns = models.flatMap((model, k) => toColumns(model, k === 0));
  const blocks = columns.flat();
  if (!blocks.length) throw new Error('invalid models: none (expected drawModel(encoder, decoder))');
  const largest = Math.max(...blocks.map(({ size }) => size));
  const least = Math.min(...blocks.map(({ size }) => size));
  const places = new Map<Block, Place>();
  columns.forEach((stack, c) =>
    stack.forEach((block, row) => {
      const share = (row + 0.5) / stack.length;
      const room = tallest / stack.length - (stack.length > 1 ? 34 : 0);
      const y = stack.length > 1 ? middle - tallest / 2 + share * tallest : middle;
      places.set(block, { x: (c + 0.5) * column, y, half: toHeight(block.size, largest, room) / 2 });
    }),
  );
  const width = columns.length * column;
  const drawn = [
    ...blocks.flatMap((block) => block.from.map((other) => drawLine(places.get(other), places.get(block)!))),
    ...blocks.map((block) => drawBlock(block, places.get(block)!, block.size === least)),
  ].join('\n');
  const alt = `Layers: ${columns.map((stack) => stack.map(toWords).join(' beside ')).join('; ')}.`;
  return toDrawing(drawn, { width, height, alt });
}

interface Place {
  x: number;
  y: number;
  half: number;
}

const toHeight = (size: number, largest: number, room: number): number =>
  10 + (room - 10) * (Math.log2(size + 1) / Math.log2(largest + 1));

const toWords = ({ name, shape, params }: Block): string =>
  `${name} ${shape.join(' x ')}${params ? ` with ${params.toLocaleString('en')} parameters` : ''}`;

function drawLine(from: Place | undefined, to: Place): string {
  if (!from) return '';
  return tag('line', {
    x1: from.x + 16,
    y1: from.y,
    x2: to.x - 18,
    y2: to.y,
    stroke: 'currentColor',
    'stroke-width': 1,
  });
}

function drawBlock({ name, shape, params }: Block, { x, y, half }: Place, marked: boolean): string {
  const style = { fill: marked ? palette[1] : palette[0], stroke: 'currentColor', 'stroke-width': 1 };
  const depth = shape.length === 3 ? 3 + 2 * Math.log2(shape[2]! + 1) : 0;
  const [left, top] = [x - 10 - depth / 2, y - half];
  const front = tag('rect', { x: left, y: top, width: 20, height: 2 * half, ...style });
  const back = depth
    ? tag('path', {
        d: `M${left} ${top}l${depth} ${-depth}h20v${2 * half}l${-depth} ${depth}v${-2 * half}h-20m20 0l${depth} ${-depth}`,
        ...style,
        'fill-opacity': '0.6',
      })
    : '';
  const label = { 'text-anchor': 'middle', fill: 'currentColor', 'font-size': 11 };
  const foot = y + half + 15;
  return [
    back,
    front,
    text(x, foot, name, label),
    text(x, foot + 14, shape.join(' × '), { ...label, 'font-weight': 'bold' }),
    params ? text(x, foot + 28, `${params.toLocaleString('en')} par.`, { ...label, 'font-size': 10 }) : '',
  ].join('\n');
}

function toDrawing(
  drawn: string,
  { width, height, alt }: { width: number; height: number; alt: string },
): Picture {
  const size = {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': 'DejaVu Sans, Verdana, sans-serif',
  };
  const named = { ...size, role: 'img', 'aria-label': alt, style: 'max-width:100%;height:auto' };
  const namespace = { xmlns: 'http://www.w3.org/2000/svg' };
  const png = toPng(tag('svg', { ...namespace, ...size, color: ink }, drawn), 1);
  const bundle = { ...toBundle(png, alt), 'text/html': tag('svg', named, drawn) };
  return Object.defineProperty({ png, width, height, alt }, display, { value: () => bundle });
}
