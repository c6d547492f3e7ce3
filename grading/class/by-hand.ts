import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanText } from '../reports/clean';
import { UsageError } from '../intake';
import { writeAtomic } from '../../src/project/write-atomic';

/** A score set by hand: it wins over the automatic one. */
export interface ByHand {
  learner: string;
  slug: string;
  score: number;
  comment: string;
}

/** The most points of a task. */
export const mostPoints = 100;
const columns = ['learner', 'task', 'score', 'comment'];
const header = `# Scores set by hand: they win over automatic ones in the table, the feedback and the exports.
# One line each, below the next one: the learner's id as in table.csv, the task, 0 to ${mostPoints} points, a comment for the learner.
# Example: ada,0-vanilla,85,"accepted late, 5 points off"
${columns.join(',')}
`;

/**
 * The scores in `by-hand.csv`, which is created if it is missing.
 *
 * @param known the ids of the learners
 * @param slugs the tasks
 * @throws UsageError if a line cannot be used: it says which and why
 */
export function readByHand(folder: string, known: Set<string>, slugs: string[]): ByHand[] {
  const path = join(folder, 'by-hand.csv');
  if (!existsSync(path)) {
    writeAtomic(path, header);
    return [];
  }
  const seen = new Set<string>();
  return readRows(path).map(({ line, cells }) => {
    const refuse = (what: string, expected: string): never => {
      throw new UsageError(
        `${path}, line ${line}: invalid ${what} (expected ${expected}). Nothing was graded.`,
      );
    };
    const [learner = '', slug = '', points = '', comment = ''] = cells;
    if (cells.length < 3 || cells.length > 4)
      refuse(
        `number of cells: ${cells.length}`,
        `${columns.join(', ')}; put a comment with commas in quotes`,
      );
    if (!known.has(learner)) refuse(`learner: ${cleanText(learner)}`, suggest(learner, known));
    if (!slugs.includes(slug)) refuse(`task: ${cleanText(slug)}`, `one of ${slugs.join(', ')}`);
    const score = Number(points);
    if (!/^\d+([.]\d+)?$/.test(points) || score > mostPoints)
      refuse(`score: ${cleanText(points)}`, `a number from 0 to ${mostPoints}`);
    if (seen.has(`${learner}\n${slug}`)) refuse(`line: a second score of ${learner} for ${slug}`, 'one');
    seen.add(`${learner}\n${slug}`);
    return { learner, slug, score, comment: cleanText(comment) };
  });
}

interface Row {
  line: number;
  cells: string[];
}

/** The rows below the header. Spreadsheets in some countries separate cells by semicolons. */
function readRows(path: string): Row[] {
  const text = readFileSync(path, 'utf8');
  const heading = text.split(/\r?\n/).find((line) => line.trim() && !/^\ufeff?"?#/.test(line)) ?? '';
  const delimiter = heading.includes(';') ? ';' : ',';
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    throw new UsageError(`${path} is not a CSV file: ${(error as Error).message}. Nothing was graded.`);
  }
  const [first, ...rest] = rows
    .map(({ record, info }) => ({ line: info.lines, cells: withoutPadding(record) }))
    .filter(({ cells }) => cells.some(Boolean) && !cells[0]!.startsWith('#')); // spreadsheets put comments in quotes
  if (first && first.cells.join(',').toLowerCase() !== columns.join(','))
    throw new UsageError(
      `${path}, line ${first.line}: invalid header: ${cleanText(first.cells.join(','))} (expected ${columns.join(',')}). Nothing was graded.`,
    );
  return rest;
}

/** Without the empty cells that spreadsheets add at the end of a row. */
function withoutPadding(cells: string[]): string[] {
  const used = [...cells];
  while (used.length > 3 && used.at(-1) === '') used.pop();
  return used;
}

function suggest(learner: string, known: Set<string>): string {
  const fold = (id: string): string => id.normalize('NFKD').replace(/\P{L}/gu, '').toLowerCase();
  const close = [...known].find(
    (id) => fold(id) === fold(learner) || fold(id).startsWith(fold(learner) || '\0'),
  );
  return close ? `a learner who is graded here, such as ${close}` : 'a learner who is graded here';
}
