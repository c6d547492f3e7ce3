import ts from 'typescript';

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata?: { tags?: string[] };
}

/** The notebook holds no answer that can be read; `message` says why, to the learner. */
export class NotebookError extends Error {
  override readonly name = 'NotebookError';
}

/** A top-level statement of a code cell. */
interface Statement {
  text: string;
  /** The number of its cell among the code cells, from 1. */
  cell: number;
  declares: string[];
  uses: Set<string>;
  /** Whether it may be taken into the answer: a declaration, or an assignment to one. */
  keeps: boolean;
}

/**
 * The answer in a notebook as the source of a module: its cell tagged `answer`, or without one the cell that declares
 * `autoencoder`, with what they use of other cells. Outputs are not read, training is not run.
 *
 * @param json the notebook file's text
 * @throws NotebookError when there is no such cell, or more than one
 */
export function toModuleSource(json: string): string {
  const cells = readCells(json);
  const statements = cells.flatMap((cell, i) => parse(cell, i + 1));
  const tagged = cells.flatMap((cell, i) => (cell.metadata?.tags?.includes('answer') ? [i + 1] : []));
  const declaring = [
    ...new Set(statements.flatMap((s) => (s.declares.includes('autoencoder') ? [s.cell] : []))),
  ];
  const among = declaring.filter((cell) => tagged.includes(cell));
  const answers = among.length ? among : declaring;
  if (answers.length > 1)
    throw new NotebookError(`code cells ${answers.join(' and ')} both declare autoencoder: keep one of them`);
  const roots = answers.length ? [...tagged, ...answers] : tagged;
  if (!roots.length) throw new NotebookError(nothingFound(statements));

  const chosen = new Set(statements.filter(({ cell, keeps }) => keeps && roots.includes(cell)));
  for (const statement of chosen)
    for (const other of statements)
      if (other.keeps && other.declares.some((name) => statement.uses.has(name))) chosen.add(other);
  const names = [...chosen].flatMap(({ declares }) => declares);
  const source = statements.filter((s) => chosen.has(s)).map(({ text }) => text);
  const exported = source.some((text) => /export\b[^;{]*\bautoencoder\b/.test(text));
  if (!exported && names.includes('autoencoder')) source.push('export { autoencoder };');
  else if (!exported)
    source.push(`export { ${names.filter((name) => chosenFunction(chosen, name)).join(', ')} };`);
  return source.join('\n');
}

function readCells(json: string): Cell[] {
  try {
    const { cells } = JSON.parse(json) as { cells: Cell[] };
    return cells.filter(({ cell_type }) => cell_type === 'code');
  } catch {
    throw new NotebookError('the file is not a notebook: it cannot be read as JSON with cells');
  }
}

function parse({ source }: Cell, cell: number): Statement[] {
  const text = Array.isArray(source) ? source.join('') : source;
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true);
  return file.statements.map((statement) => {
    const assigned = assignedName(statement);
    const declares = assigned ? [assigned] : declaredNames(statement);
    return {
      text: statement.getText(file),
      cell,
      declares,
      uses: freeNames(statement),
      keeps: declares.length > 0,
    };
  });
}

/** The names a statement takes from outside itself: not its own variables and parameters, nor names after a dot. */
function freeNames(statement: ts.Statement): Set<string> {
  const used = new Set<string>();
  const bound = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { parent } = node;
    if (ts.isIdentifier(node)) {
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node);
      const isBound =
        (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
        parent.name === node;
      if (isBound) bound.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return new Set([...used].filter((name) => !bound.has(name)));
}

/** `Sampling` of `Sampling.className = 'Sampling';` and `autoencoder` of `autoencoder = (a, b) => ...`. */
function assignedName(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  let left: ts.Expression = statement.expression.left;
  while (ts.isPropertyAccessExpression(left)) left = left.expression;
  return ts.isIdentifier(left) ? left.text : undefined;
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    const runs = /\bawait\b/.test(statement.getText());
    return runs ? [] : statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const bindings = !namedBindings
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name]
        : namedBindings.elements.map((element) => element.name);
    return [...(name ? [name] : []), ...bindings].map(({ text }) => text);
  }
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** Whether `name` is a value the cells made, not an import or a type. */
const chosenFunction = (chosen: Set<Statement>, name: string): boolean =>
  [...chosen].some(
    (s) =>
      s.declares.includes(name) && /^(export\s+)?(async\s+)?(function|const|let|var|class)\b/.test(s.text),
  );

function nothingFound(statements: Statement[]): string {
  const names = statements.flatMap(({ declares }) => declares);
  const near = names.find((name) => name !== 'Autoencoder' && /auto.?encoder/i.test(name));
  const help = near ? `; there is ${near}: rename it to autoencoder` : '';
  return `no code cell declares autoencoder, and none is tagged answer${help}`;
}
