import { tag, text, toWidth } from './still/svg';
import { toPng } from './still/png';

/** Words around a picture. */
export interface Captions {
  /** Above it. */
  title?: string;
  /** Left of its rows, from the top. */
  titles?: string[];
}

/** The height of words, in pixels. */
const SIZE = 14;

/**
 * A white sheet with the words of a picture on it, as PNG, and where the picture itself belongs; nothing where there are no words.
 *
 * @param width of the picture
 * @param height of the picture
 */
export function maybeCaptions(
  { title, titles = [] }: Captions,
  width: number,
  height: number,
): { png: Buffer; left: number; top: number } | undefined {
  if (!title && !titles.length) return undefined;
  const left = titles.length ? Math.ceil(Math.max(...titles.map((words) => toWidth(words, SIZE)))) + 12 : 0;
  const top = title ? 2 * SIZE : 0;
  const sheet = {
    width: Math.max(left + width, title ? Math.ceil(toWidth(title, SIZE)) : 0),
    height: top + height,
  };
  const row = height / titles.length;
  const words = [
    tag('rect', { ...sheet, fill: '#ffffff' }),
    text(left, SIZE + 2, title ?? ''),
    ...titles.map((name, k) => text(0, top + (k + 0.5) * row + SIZE / 3, name)),
  ];
  const font = { 'font-family': 'DejaVu Sans', 'font-size': SIZE, fill: '#222222' };
  const svg = tag('svg', { xmlns: 'http://www.w3.org/2000/svg', ...sheet, ...font }, words.join('\n'));
  return { png: toPng(svg, 1), left, top };
}
