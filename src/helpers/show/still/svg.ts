import { escapeHtml } from '../../base/html';

/** Attributes of an SVG element; numbers are rounded to tenths, undefined ones are omitted. */
type Attributes = Record<string, string | number | undefined>;

/** One SVG element. */
export function tag(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? round(value) : escapeHtml(value)}"`,
  );
  return `<${name}${written.join('')}${content ? `>${content}</${name}>` : '/>'}`;
}

/** A line of text at a point, without the HTML tags that Plotly allows in it. */
export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  tag('text', { x, y, ...attributes }, escapeHtml(toWords(words)));

/** The colour of text and lines on a transparent page: as readable on white as on JupyterLab's dark background. */
export const ink = '#797979';
/** The colour of a grid on a transparent page. */
export const faint = '#80808059';

/** A drawing on a transparent page, with text of `size` pixels. */
export function toSvg(width: number, height: number, size: number, drawn: string[]): string {
  const font = { 'font-family': 'DejaVu Sans, sans-serif', 'font-size': size, fill: ink };
  const content = drawn.join('\n');
  return tag('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, ...font }, content);
}

/** The minimum width of a text, in pixels: DejaVu's digits are 0.64 em wide. */
export const toWidth = (words: string, size: number): number => toWords(words).length * size * 0.62;

/** Text around a point, one line below the other where Plotly's `<br>` breaks it. */
export function lines(x: number, y: number, words: string, attributes: Attributes = {}, step = 16): string {
  const parts = words.split(/<br\s*\/?>/);
  const first = y - (step * (parts.length - 1)) / 2;
  return parts.map((part, k) => text(x, first + k * step, part, attributes)).join('\n');
}

const toWords = (words: string): string => words.replace(/<br\s*\/?>/g, ' ').replace(/<\/?[a-z]+>/g, '');
const round = (value: number): number => Math.round(value * 10) / 10;
