import ts from '@tslab/typescript-for-tslab';

/** A declaration in a block, as in `declare global { interface Window { a: number } }`, or a whole namespace. */
interface Declared {
  /** The head of the enclosing block, `declare global`; empty for a namespace. */
  block: string;
  name: string;
  text: string;
}

/**
 * The declarations of cells in `declare global`, `declare module 'x'` and namespaces. tslab passes these to the next
 * cell only; here they persist until a cell declares the same name again.
 */
export class Ambient {
  private kept: Declared[] = [];

  /**
   * Keeps what a cell declared.
   *
   * @param declarations the cell's, as tslab emits them
   * @returns its other declarations
   */
  keep(declarations: string): string {
    const declared = find(declarations);
    this.kept = [...this.without(declared), ...declared];
    return declared.length ? withoutModules(declarations) : declarations;
  }

  /**
   * Returns the kept declarations that a cell sees, without the names that it declares itself: namespaces, and global
   * declarations.
   */
  for(cell: string): { namespaces: string; global: string } {
    const others = this.kept.length ? this.without(find(cell)) : [];
    const toText = (blocks: Declared[]): string =>
      blocks.map(({ block, text }) => (block ? `${block} {\n${text}\n}\n` : `\n${text}`)).join('');
    return {
      namespaces: toText(others.filter(({ block }) => !block)),
      global: toText(others.filter(({ block }) => block)),
    };
  }

  private without(declared: Declared[]): Declared[] {
    const names = new Set(declared.map(({ block, name }) => `${block} ${name}`));
    return this.kept.filter(({ block, name }) => !names.has(`${block} ${name}`));
  }
}

function withoutModules(declarations: string): string {
  const file = ts.createSourceFile('declared.d.ts', declarations, ts.ScriptTarget.ESNext, true);
  const others = file.statements.filter((statement) => !ts.isModuleDeclaration(statement));
  return others.map((statement) => statement.getFullText()).join('');
}

function find(code: string): Declared[] {
  if (!/\b(?:global|module|namespace)\b/.test(code)) return [];
  const file = ts.createSourceFile('declared.ts', code, ts.ScriptTarget.ESNext, true);
  const namespaces = file.statements.filter(ts.isModuleDeclaration);
  return namespaces.flatMap((statement): Declared[] => {
    const isGlobal = (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
    if (!isGlobal && ts.isIdentifier(statement.name))
      return [{ block: '', name: statement.name.text, text: statement.getText() }];
    const block = isGlobal ? 'declare global' : `declare module ${statement.name.getText()}`;
    const { body } = statement;
    return body && ts.isModuleBlock(body)
      ? body.statements.map((each) => ({ block, name: namesOf(each), text: each.getText() }))
      : [];
  });
}

function namesOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join();
  const { name } = statement as { name?: ts.Node };
  return name?.getText() ?? statement.getText();
}
