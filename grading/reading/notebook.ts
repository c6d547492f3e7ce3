import { parseStatements, type Statement } from './statements';

/** A code cell. */
interface Cell {
  text: string;
  isAnswer: boolean;
}

/** The notebook has no readable answer; `message` tells the learner why. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError';
}

/**
 * The answer in a notebook as the source of a module: its cell tagged `answer`, or otherwise the cell that declares
 * `autoencoder`, with whatever it uses from other cells. Outputs are not read, training is not run.
 *
 * @param json the notebook file's text
 * @throws NotebookError if there is no such cell, or more than one
 */
export function toModuleSource(json: string): string {
  const cells = readCells(json);
  const statements = cells.flatMap((cell, i) => parseStatements(cell.text, i + 1));
  const tagged = cells.flatMap((cell, i) => (cell.isAnswer ? [i + 1] : []));
  const declaring = [
    ...new Set(statements.flatMap((s) => (s.declares.includes('autoencoder') ? [s.cell] : []))),
  ];
  const among = declaring.filter((cell) => tagged.includes(cell));
  const answers = among.length ? among : declaring;
  if (answers.length > 1)
    throw new NotebookError(`code cells ${answers.join(' and ')} both declare autoencoder: keep one of them`);
  const roots = [...tagged, ...answers];
  if (!roots.length) throw new NotebookError(nothingFound(statements));

  const isRoot = ({ cell, declares }: Statement): boolean =>
    roots.includes(cell) && (answers.length ? declares.includes('autoencoder') : declares.length > 0);
  const chosen = choose(statements, statements.filter(isRoot));
  const source = chosen.map(({ text }) => text);
  if (!source.some((text) => /^export\b[^;{]*\bautoencoder\b|^export\s*\{[^}]*\bautoencoder\b/.test(text)))
    source.push(`export { ${exportable(chosen).join(', ')} };`);
  return `${source.join('\n')}\n`;
}

/** The code cells of a notebook, whatever else is in the file. */
function readCells(json: string): Cell[] {
  let cells: unknown;
  try {
    ({ cells } = JSON.parse(json) as { cells?: unknown });
  } catch {
    throw notANotebook();
  }
  if (!Array.isArray(cells)) throw notANotebook();
  return cells.flatMap((cell: unknown): Cell[] => {
    const { cell_type, source, metadata } = asObject(cell);
    const { tags } = asObject(metadata);
    const lines = Array.isArray(source) ? source : [source];
    if (cell_type !== 'code' || !lines.every((line) => typeof line === 'string')) return [];
    return [{ text: lines.join(''), isAnswer: Array.isArray(tags) && tags.includes('answer') }];
  });
}

const notANotebook = (): NotebookError =>
  new NotebookError('the file is not a notebook: it cannot be read as JSON with cells');

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** `roots` and, transitively, the last declaration of each name that they use. */
function choose(statements: Statement[], roots: Statement[]): Statement[] {
  const chosen = new Set(roots);
  const declared = new Set([...chosen].flatMap(({ declares }) => declares));
  const add = (statement: Statement): void => {
    chosen.add(statement);
    statement.declares.forEach((name) => declared.add(name));
  };
  for (const statement of chosen) {
    for (const name of statement.uses) {
      const from = declared.has(name)
        ? undefined
        : statements.filter((s) => s.declares.includes(name)).at(-1);
      if (from) add(from);
    }
    const amending = statements.filter(
      (s) => s.amends !== undefined && statement.declares.includes(s.amends),
    );
    amending.forEach(add);
  }
  return statements.filter((statement) => chosen.has(statement));
}

/** `autoencoder`, or if missing the other declarations, so that a wrong name can be reported. */
function exportable(chosen: Statement[]): string[] {
  const values = chosen.filter(({ isValue, text }) => isValue && !text.startsWith('export'));
  const names = [...new Set(values.flatMap(({ declares }) => declares))];
  return names.includes('autoencoder') ? ['autoencoder'] : names;
}

function nothingFound(statements: Statement[]): string {
  const names = statements.flatMap(({ isValue, declares }) => (isValue ? declares : []));
  const near = names.find((name) => /auto.?encoder/i.test(name));
  const help = near ? `; there is ${near}: rename it to autoencoder` : '';
  return `no code cell declares autoencoder, and none is tagged answer${help}`;
}
