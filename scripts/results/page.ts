import { median } from '../lib/median';
import { printed, type Planned } from './plan';
import { pick, type Result } from './result';

/** How far a loss may end above the figure. */
const room = 1.02;
const kinds = ['loss', 'val_loss'] as const;

/** `docs/results.md`: the figures reached next to those the course prints, every run, and the runs not made yet. */
export function renderPage(planned: Planned[], results: Result[]): string {
  const missing = planned.filter((run) => !results.some((result) => sameRun(run, result)));
  const unique = (values: string[]) => [...new Set(values)].join('; ');
  return (
    [
      '# Results',
      'Every run of the course at full length, written by `npm run results`. Numbers are losses, `loss / val_loss`. Times were' +
        ' measured on the machine below, which also ran other programs.',
      'A run reaches its figure if the median over its seeds, at least three, is at most 2 % above the larger of the' +
        ' printed figure and the median of as many Keras runs of the same training on the same machine. If there are fewer' +
        ' Keras runs, their median is used.',
      `Machine: ${unique(results.map(({ machine }) => machine)) || 'none yet'}.\\\n` +
        `Versions: ${unique(results.map(({ versions }) => toWords(versions))) || 'none yet'}.`,
      '## Figures the course prints',
      toTable(
        ['Run', 'Printed', 'Course, median', 'Keras, median', 'At most', 'Reached'],
        Object.keys(printed).map((task) => toReached(task, results)),
      ),
      '## Every run',
      toTable(
        ['Run', 'By', 'Seed', 'Epochs', 'First epoch', 'Last epoch', 'ms per step', 'Seconds'],
        results.map(toRow),
      ),
      '## Not run',
      missing.length
        ? 'These planned runs have no result yet: ' +
          missing.map(({ task, by, seed }) => `${task} (${by}, seed ${seed})`).join(', ') +
          '.'
        : 'None: every planned run was made.',
    ].join('\n\n') + '\n'
  );
}

/** Whether the course's runs reach the printed figures: one verdict for loss and val_loss; undefined with too few seeds. */
export function toVerdict(
  task: string,
  results: Result[],
): { limits: number[]; reached: boolean } | undefined {
  const [ours, keras] = [pick(results, task, 'course'), pick(results, task, 'keras')];
  if (ours.length < 3) return undefined;
  const { last } = printed[task]!;
  const asked = kinds.filter((kind) => last[kind] !== undefined);
  const limits = asked.map((kind) => room * Math.max(last[kind]!, keras.length ? toLast(keras, kind) : 0));
  return { limits, reached: asked.every((kind, i) => toLast(ours, kind) <= limits[i]!) };
}

function toReached(task: string, results: Result[]): string[] {
  const [ours, keras] = [pick(results, task, 'course'), pick(results, task, 'keras')];
  const verdict = toVerdict(task, results);
  const { last } = printed[task]!;
  const both = (of: Result[]) =>
    of.length ? `${kinds.map((kind) => toNumber(toLast(of, kind))).join(' / ')} (${toSeeds(of)})` : 'not run';
  return [
    task,
    [last.loss, last.val_loss ?? []].flat().map(toNumber).join(' / '),
    both(ours),
    both(keras),
    verdict ? verdict.limits.map(toNumber).join(' / ') : '',
    verdict ? (verdict.reached ? 'yes' : 'no') : 'not yet (needs three seeds)',
  ];
}

function toRow({ task, by, seed, epochs, history, msPerStep, seconds }: Result): string[] {
  const at = (i: number) => kinds.map((kind) => toNumber(history[kind].at(i)!)).join(' / ');
  return [task, by, `${seed}`, `${epochs}`, at(0), at(-1), msPerStep.toFixed(1), seconds.toFixed(0)];
}

const toLast = (results: Result[], kind: (typeof kinds)[number]) =>
  median(results.map(({ history }) => history[kind].at(-1)!));
const toNumber = (value: number) => (value < 10 ? value.toFixed(4) : value.toFixed(2));
const toSeeds = ({ length }: Result[]) => `${length} ${length === 1 ? 'seed' : 'seeds'}`;
const toWords = (versions: Record<string, string>) =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
const sameRun = (a: Planned, b: Planned) => a.task === b.task && a.by === b.by && a.seed === b.seed;

/** A Markdown table whose columns are as wide as their widest cell. */
function toTable(head: string[], rows: string[][]): string {
  const widths = head.map((cell, i) => Math.max(3, cell.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
