import { textOf, type Cell, type Output } from './course';

/** Numbers stated as results of a run: with decimals, in per cent, or above a thousand. */
const results = /(?<![\w.,$])-?\d+(?:,\d{3})+(?![\w,])|(?<![\w.,])-?\d+\.\d+(?: ?%)?|(?<![\w.,])\d+ %/g;

/** The numbers that a "What we see" states in words; formulas, code and answers to exercises are derived, not measured. */
export function statedIn(text: string): string[] {
  if (!text.includes('**What we see.**')) return [];
  const [, ...seen] = text.split('**What we see.**');
  const words = seen
    .join('\n')
    .split(/\*\*Exercises?\b|\n#|\n\|/)[0]!
    .replace(/\$[^$]*\$|`[^`]*`|\([A-Z][^)]*\d{4}\)/g, ' ');
  return words.match(results) ?? [];
}

/** All numbers in the outputs of a cell: printed, in tables, in figures. */
export function numbersIn({ outputs = [] }: Cell): number[] {
  return outputs.flatMap((output) => [...inText(output), ...inFigure(output)]);
}

function inText({ text, data }: Output): number[] {
  const all = textOf(text ?? data?.['text/plain']);
  return (all.match(/-?\d[\d,]*\.?\d*(?:e-?\d+)?/g) ?? []).map((found) => Number(found.replaceAll(',', '')));
}

function inFigure({ data }: Output): number[] {
  const figure = data?.['application/vnd.plotly.v1+json'] as { data?: { y?: unknown }[] } | undefined;
  return (figure?.data ?? []).flatMap(({ y }) => (Array.isArray(y) ? (y as number[]) : []));
}

/** Whether one of the numbers, or its share in per cent, rounds to the stated one. */
export function isShown(stated: string, shown: number[]): boolean {
  const value = Number(stated.replace(/[,% ]/g, ''));
  const decimals = /\.(\d+)/.exec(stated)?.[1]!.length ?? 0;
  const half = 0.5001 * 10 ** -decimals;
  return shown.some((number) =>
    [number, 100 * number].some(
      (one, k) => (k === 0 || stated.includes('%')) && Math.abs(one - value) <= half,
    ),
  );
}
