import { toText, type Figure, type Trace } from './figure';
import { toRange } from './range';

/**
 * A text description of a figure: the caller's, or one made of its title, marks and axes.
 *
 * @example
 * toAlt(figure); // 'Training. Lines of loss, val_loss. Across: epoch, 1 to 10. Up: loss, 0.0868 to 0.2028.'
 */
export function toAlt({ data, layout }: Figure): string {
  if (layout.meta?.alt) return layout.meta.alt;
  const kinds = [...new Set(data.map(toKind))].map((kind) => {
    const names = data.filter((trace) => toKind(trace) === kind).flatMap(({ name }) => name ?? []);
    return names.length ? `${kind} of ${names.join(', ')}` : kind;
  });
  const across = toExtent(
    layout.xaxis.title,
    data.map(({ x }) => x),
  );
  const up = toExtent(
    layout.yaxis.title,
    data.map(({ y }) => y),
  );
  const sentences = [
    toText(layout.title),
    kinds.join('; '),
    across && `Across: ${across}`,
    up && `Up: ${up}`,
  ];
  return sentences.flatMap((sentence) => (sentence ? [`${sentence}.`] : [])).join(' ');
}

const kinds: Record<string, string> = { bar: 'Bars', histogram: 'A histogram', heatmap: 'A heatmap' };

function toKind({ type = 'scatter', mode = 'lines' }: Trace): string {
  if (type === 'scatter') return mode.includes('lines') ? 'Lines' : 'Points';
  return kinds[type] ?? `A figure of type ${type}`;
}

function toExtent(title: Figure['layout']['title'], all: Trace['x'][]): string {
  const numbers = all.flatMap((values) => Array.from(values ?? []).filter(Number.isFinite) as number[]);
  const [least, most] = toRange(numbers);
  const extent = least > most ? [] : [`${Number(least.toPrecision(4))} to ${Number(most.toPrecision(4))}`];
  return [...(toText(title) ? [toText(title)] : []), ...extent].join(', ');
}
