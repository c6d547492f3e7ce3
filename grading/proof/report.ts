import type { FalseAlarm, Judged } from './prove';

const generated = (command: string): string => `<!-- Written by \`${command}\`; do not edit. -->\n\n`;

/** The results of one task's mutants and rewrites. */
export interface TaskProof {
  slug: string;
  judged: Judged[];
  rewrites: { count: number; alarms: FalseAlarm[] };
}

/** The page about mutants: how many of each kind were caught, one example of each with its message, and the failures. */
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

${generated(command)}Each mutant is the answer key with one thing broken. It is *missed* if it passes every check, and *unclear* if the first
failed check is not about what was broken. A rewrite is the key written in another way, and must pass.

${table(['task', 'mutants', 'missed', 'unclear', 'rewrites', 'false alarms'], totals)}

## By kind

${table(['task', 'broken', 'mutants', 'missed', 'unclear'], rows)}

## One example of each kind

${table(['task', 'broken', 'first message'], examples)}
${rest.length ? `\n## Missed or unclear\n\n${table(['task', 'broken', 'is', 'first message'], rest)}\n` : ''}`;
}

/** The page about seeds. */
export function renderSeeds(
  tasks: { slug: string; fixtures: number; alarms: FalseAlarm[] }[],
  seeds: number,
  command: string,
): string {
  const rows = tasks.map(({ slug, fixtures, alarms }) => [slug, fixtures, fixtures * seeds, alarms.length]);
  const alarms = tasks.flatMap(({ slug, alarms }) =>
    alarms.map(({ title, seed, said }) => [slug, title, seed, said]),
  );
  return `# Correct solutions with ${seeds} seeds

${generated(command)}The seed determines the arguments, weights, inputs and noise of the checks. No correct solution may fail with any seed.

${table(['task', 'correct solutions', 'gradings', 'false alarms'], rows)}
${alarms.length ? `\n${table(['task', 'solution', 'seed', 'message'], alarms)}\n` : ''}`;
}

const kindsOf = (judged: Judged[]): string[] => [...new Set(judged.map(({ mutant }) => mutant.kind))];
const count = (judged: Judged[], verdict: Judged['verdict']): number =>
  judged.filter((one) => one.verdict === verdict).length;

function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
