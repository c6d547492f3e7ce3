import type { FalseAlarm, Judged } from './prove';

const generated = (command: string): string => `<!-- Written by \`${command}\`; do not edit. -->\n\n`;

/** What one task's mutants and rewrites came to. */
export interface TaskProof {
  slug: string;
  judged: Judged[];
  rewrites: { count: number; alarms: FalseAlarm[] };
}

/** The mutants as a page: how many of each kind were caught, one of each with its words, and those that were not. */
export function renderMutants(tasks: TaskProof[], command: string): string {
  const rows = tasks.flatMap(({ slug, judged }) =>
    kindsOf(judged).map((kind) => {
      const own = judged.filter(({ mutant }) => mutant.kind === kind);
      return [slug, kind, own.length, count(own, 'missed'), count(own, 'unclear')];
    }),
  );
  const totals = tasks.map(({ slug, judged, rewrites }) => [
    slug, judged.length, count(judged, 'missed'), count(judged, 'unclear'), rewrites.count, rewrites.alarms.length,
  ]); // prettier-ignore
  const examples = tasks.flatMap(({ slug, judged }) =>
    kindsOf(judged).flatMap((kind) => {
      const { mutant, said } = judged.find((one) => one.mutant.kind === kind && one.verdict === 'caught')!;
      return [[slug, mutant.title, said]];
    }),
  );
  const rest = tasks.flatMap(({ slug, judged, rewrites }) => [
    ...judged.filter(({ verdict }) => verdict !== 'caught').map(({ mutant, verdict, said }) => [slug, mutant.title, verdict, said]),
    ...rewrites.alarms.map(({ title, said }) => [slug, title, 'false alarm', said]),
  ]); // prettier-ignore
  return `# Mutants of the answer keys

${generated(command)}Each mutant is the answer key with one thing broken. It is *missed* when it passes every check, and *unclear* when the
first check that fails does not speak of what was broken. A rewrite says the same as the key in other words, and has to pass.

${table(['task', 'mutants', 'missed', 'unclear', 'rewrites', 'false alarms'], totals)}

## By kind

${table(['task', 'broken', 'mutants', 'missed', 'unclear'], rows)}

## One of each, and what is said of it

${table(['task', 'broken', 'said first'], examples)}
${rest.length ? `\n## Not as it should be\n\n${table(['task', 'broken', 'is', 'said first'], rest)}\n` : ''}`;
}

/** The seeds as a page. */
export function renderSeeds(
  tasks: { slug: string; fixtures: number; alarms: FalseAlarm[] }[],
  seeds: number,
  command: string,
): string {
  const rows = tasks.map(({ slug, fixtures, alarms }) => [slug, fixtures, fixtures * seeds, alarms.length]);
  const alarms = tasks.flatMap(({ slug, alarms }) =>
    alarms.map(({ title, seed, said }) => [slug, title, seed, said]),
  );
  return `# Right solutions under ${seeds} seeds

${generated(command)}A seed draws the arguments, weights, inputs and noise of the checks. No right solution may fail under any.

${table(['task', 'right solutions', 'gradings', 'false alarms'], rows)}
${alarms.length ? `\n${table(['task', 'solution', 'seed', 'said'], alarms)}\n` : ''}`;
}

const kindsOf = (judged: Judged[]): string[] => [...new Set(judged.map(({ mutant }) => mutant.kind))];
const count = (judged: Judged[], verdict: Judged['verdict']): number =>
  judged.filter((one) => one.verdict === verdict).length;

function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
