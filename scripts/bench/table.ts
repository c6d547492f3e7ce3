import { toColumns } from './columns';
import type { Row } from './report';

/** The rows of one model as a table, with this project's time divided by each system's. */
export function toTable(model: string, rows: Row[]): string {
  const ours = rows.find(({ system }) => system === 'autoencoders')?.msPerStep;
  const number = (value: number | null, digits: number) => (value === null ? '-' : value.toFixed(digits));
  const lines = rows.map((row) => [
    row.system,
    row.setting,
    number(row.msPerStep, 2),
    ours && row.msPerStep ? (ours / row.msPerStep).toFixed(2) : '-',
    number(row.firstStepMs, 0),
    number(row.peakMemoryMiB, 0),
    row.why ?? row.lossAfter!.toFixed(4),
  ]);
  const titles = [
    'system',
    'setting',
    'ms/step',
    'ours/its',
    'first step ms',
    'peak MiB',
    'loss of steps 5-7',
  ];
  const text = toColumns([titles, ...lines], (i) => i < 2 || i > 5);
  const limit = `limit (matrix products at the machine's speed): ${rows[0]?.limitMs.toFixed(2)} ms`;
  return [`\n${model}`, ...text, limit].join('\n');
}
