// Reads the TypeScript of a cell tagged `parameters` from stdin, and writes what it declares as JSON.
// typescript_parameters.py runs it.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const text = readFileSync(0, 'utf8');
const cell = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.Latest);
const kinds = {
  [ts.SyntaxKind.NumericLiteral]: 'number',
  [ts.SyntaxKind.StringLiteral]: 'string',
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: 'string',
  [ts.SyntaxKind.TrueKeyword]: 'boolean',
  [ts.SyntaxKind.FalseKeyword]: 'boolean',
};

/** The type of a plain value, as TypeScript writes it; '' where it takes more than a look to say. */
function typeOf(value) {
  if (ts.isPrefixUnaryExpression(value)) return typeOf(value.operand) === 'number' ? 'number' : ''; // -1
  if (ts.isIdentifier(value)) return ['NaN', 'Infinity'].includes(value.text) ? 'number' : '';
  if (!ts.isArrayLiteralExpression(value)) return kinds[value.kind] ?? '';
  const [type, ...others] = new Set(value.elements.map(typeOf));
  return type && !others.length ? `${type}[]` : '';
}

/** The comment behind a statement, else the one right above it. */
function help(statement) {
  const [behind] = ts.getTrailingCommentRanges(text, statement.end) ?? [];
  const above = ts.getLeadingCommentRanges(text, statement.pos)?.at(-1);
  const near = above && !/\n\s*\n/.test(text.slice(above.end, statement.getStart(cell)));
  const comment = behind ?? (near ? above : undefined);
  if (!comment) return '';
  const words = text.slice(comment.pos, comment.end).replace(/^\/[/*]+|\*+\/$/g, '');
  return words.replace(/\s*\n\s*\**\s*/g, ' ').trim();
}

/** A string that a `const` holds is a type of its own: `'relu'`. */
function choice(declaration, keyword) {
  const { type, initializer } = declaration;
  return !type && keyword === 'const' && ts.isStringLiteralLike(initializer) ? initializer.text : '';
}

const parameters = cell.statements.filter(ts.isVariableStatement).flatMap((statement) => {
  const { declarations, flags } = statement.declarationList;
  const keyword = flags & ts.NodeFlags.Const ? 'const' : flags & ts.NodeFlags.Let ? 'let' : 'var';
  return declarations
    .filter(({ name, initializer }) => initializer && ts.isIdentifier(name))
    .map((one) => ({
      name: one.name.text,
      keyword,
      type: one.type?.getText(cell) ?? typeOf(one.initializer),
      choice: choice(one, keyword),
      default: one.initializer.getText(cell).replace(/\s*\n\s*/g, ' '),
      help: help(statement),
    }));
});
console.log(JSON.stringify(parameters));
