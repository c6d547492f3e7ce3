import ts from '@tslab/typescript-for-tslab';
import { callAsCell } from './as-cell';
import { toDefault, toModule } from './module-forms';
import type { Modules } from './modules';

/** A name that a cell imported. */
interface Imported {
  name: string;
  module: string;
  /** Its name in the module; `*` for the whole module. */
  as: string;
}

/**
 * Keeps imports of cells up to date with their files: after a module changed, the names imported from it get their new
 * values before the next cell, as their types do.
 */
export class LiveImports {
  /** Names whose module has changed but could not be loaded since. */
  private readonly late = new Set<string>();
  /** Changed files whose names have not all been updated: a Stop may have come in between. */
  private readonly due = new Set<string>();
  /** Names whose module was not found. */
  private readonly missing = new Set<string>();

  constructor(
    private readonly modules: Modules,
    private readonly file: string,
    private readonly values: Record<string, unknown>,
  ) {}

  /**
   * Reloads changed modules.
   *
   * @param declared the declarations of earlier cells
   * @param code the next cell
   * @returns the error of a module that could not be loaded, if the cell uses a name from it
   */
  async refresh(declared: string, code: string): Promise<{ error: unknown } | undefined> {
    const changed = this.due;
    for (const file of this.modules.refresh()) changed.add(file);
    if (!changed.size && !this.late.size && !this.missing.size) return undefined;
    const used = namesIn(code);
    const failed = new Map<string, unknown>();
    let broken: { error: unknown } | undefined;
    for (const imported of importsOf(declared)) {
      const { name, module } = imported;
      const file = this.modules.find(module, this.file);
      if (!file) this.missing.add(name);
      const isBack = file && this.missing.delete(name);
      if (!file || !(isBack || changed.has(file) || (this.late.has(name) && used.has(name)))) continue;
      this.late.add(name);
      if (!(name in this.values)) continue; // a type
      if (!failed.has(module))
        try {
          await this.modules.loadAhead([module], this.file);
          this.values[name] = callAsCell(() => this.valueOf(imported));
          this.late.delete(name);
        } catch (error) {
          failed.set(module, error);
        }
      if (failed.has(module) && used.has(name)) broken ??= { error: failed.get(module) };
    }
    changed.clear();
    return broken;
  }

  private valueOf({ module, as }: Imported): unknown {
    const loaded = this.modules.requireOf(this.file)(module) as Record<string, unknown>;
    if (as === '*') return toModule(loaded);
    return as === 'default' ? toDefault(loaded) : loaded[as];
  }
}

function importsOf(declared: string): Imported[] {
  const file = ts.createSourceFile('declared.d.ts', declared, ts.ScriptTarget.ESNext, true);
  return file.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const module = (moduleSpecifier as ts.StringLiteral).text;
    const { name, namedBindings } = importClause ?? {};
    const found: Imported[] = name ? [{ name: name.text, module, as: 'default' }] : [];
    if (namedBindings && ts.isNamespaceImport(namedBindings))
      return [...found, { name: namedBindings.name.text, module, as: '*' }];
    const elements = namedBindings?.elements ?? [];
    return [
      ...found,
      ...elements.map((each) => ({
        name: each.name.text,
        module,
        as: (each.propertyName ?? each.name).text,
      })),
    ];
  });
}

/** The names that code uses but neither declares nor imports itself; `value` in `a.value` does not count. */
function namesIn(code: string): Set<string> {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, true);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node) && !isProperty(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { name } of importsOf(code)) names.delete(name);
  for (const name of declaredIn(file)) names.delete(name);
  return names;
}

/** Whether a name is that of a member, which is unrelated to a variable of that name. */
function isProperty(node: ts.Identifier): boolean {
  const { parent } = node;
  if (
    ts.isPropertyAccessExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isMethodDeclaration(parent)
  )
    return parent.name === node;
  return (
    (ts.isQualifiedName(parent) && parent.right === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ts.isTypeElement(parent) ||
    (ts.isClassElement(parent) && parent.name === node)
  );
}

/** The names that code declares at its top level. */
function declaredIn(file: ts.SourceFile): string[] {
  const namesOf = (name: ts.BindingName): string[] =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesOf(each.name) : []));
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
    const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}
