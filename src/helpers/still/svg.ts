/** Attributes of an SVG element; numbers are written to a tenth, those that are undefined not at all. */
type Attributes = Record<string, string | number | undefined>;

/** One SVG element. */
export function tag(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? round(value) : escape(value)}"`,
  );
  return `<${name}${written.join('')}${content ? `>${content}</${name}>` : '/>'}`;
}

/** A line of words at a point; the little HTML that Plotly allows in them is left out. */
export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  tag('text', { x, y, ...attributes }, escape(toWords(words)));

/** How wide words are at least, in pixels: DejaVu's digits are 0.64 em wide. */
export const toWidth = (words: string, size: number): number => toWords(words).length * size * 0.62;

const toWords = (words: string): string => words.replace(/<br\s*\/?>/g, ' ').replace(/<\/?[a-z]+>/g, '');
const round = (value: number): number => Math.round(value * 10) / 10;
const escape = (words: string): string =>
  words.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
