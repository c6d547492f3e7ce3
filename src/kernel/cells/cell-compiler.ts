import ts from '@tslab/typescript-for-tslab';
import { Ambient } from './compile/ambient';
import { withoutExports } from './compile/cell-exports';
import { exportedNames, refreshFiles, setAmbient, resetCompiler, withoutDeclaring } from './compile/compiler';
import { importedNames, keepDeclarations } from './compile/declarations';
import type { Where } from './compile/disk-answers';
import { applyEdits, endLastExpression } from './compile/edits';
import { clearSyntax } from './compile/clear-syntax';
import { replaceImportMeta } from './compile/import-syntax';
import { expandShorthand } from './compile/shorthand';
import { hasTopLevelAwait } from './compile/top-level-await';
import { beginScript, compileUnnamed } from './compile/transpile';
import { createConverter, type Converter, type Diagnostic } from './compile/tslab';
import { widenTypes, withoutUndeclarable } from './compile/undeclarable';

/** A cell as JavaScript, or its errors. */
export interface CompiledCell extends ReturnType<Converter['convert']> {
  /** Its name in V8's traces. */
  script: string;
}

/**
 * Compiles cells, and keeps the types of what they declare: tslab's converter, corrected for failed cells. It runs no
 * code.
 */
export class CellCompiler {
  private readonly converter = createConverter({ isJS: false, isBrowser: false });
  private readonly ambient = new Ambient();
  /** The declarations that the last cell saw. */
  private before = '';
  /** The declarations of earlier cells, which the next cell sees. */
  declared = '';

  /** Must be called before each cell, even if it is then not compiled. */
  begin(): void {
    this.before = this.declared;
  }

  /**
   * Compiles a cell; if there are no errors, the next one sees what it declares.
   *
   * @param name its name in traces
   */
  convert(code: string, name: string): CompiledCell {
    const script = beginScript(name, code);
    const source = ts.createSourceFile('cell.ts', clearSyntax(code), ts.ScriptTarget.ESNext, true);
    const exports = withoutExports(source, (module) => this.namesOf(module));
    const edits = [...exports, ...expandShorthand(source), ...endLastExpression(source)];
    const edited = applyEdits(source, edits);
    const ask = (text: string) => this.askTwice((declared) => this.converter.convert(declared, text), code);
    let result = ask(edited.code);
    const loose = widenTypes(source, result.diagnostics.map(edited.toCell));
    if (loose.length) {
      const declare = () => ask(applyEdits(source, [...edits, ...loose]).code);
      const { declOutput, diagnostics } = compileUnnamed(declare);
      if (!diagnostics.length) result = { ...withoutDeclaring(() => ask(edited.code)), declOutput };
    }
    const diagnostics = withoutUndeclarable(result.diagnostics.map(edited.toCell));
    if (!result.diagnostics.length) {
      this.declared = this.ambient.keep(result.declOutput ?? '');
    }
    const output = result.output && inPlace(result.output);
    const hasToplevelAwait = result.hasToplevelAwait || hasTopLevelAwait(code);
    return { ...result, script, diagnostics, output, hasToplevelAwait, sideOutputs: undefined };
  }

  /** Compiles code of a cell that is a module of its own, which other cells import. */
  addModule(...[name, code, meta]: Parameters<Converter['addModule']>): Diagnostic[] {
    return this.compile(() => this.converter.addModule(name, code, meta), code);
  }

  /**
   * Forgets the names that a cell declared without giving them a value, because it failed.
   *
   * @param hasValue whether a name has one
   */
  forget(hasValue: (name: string) => boolean): void {
    const imported = importedNames(this.before);
    this.declared = keepDeclarations(this.declared, (name) => imported.has(name) || hasValue(name));
  }

  /** The possible completions at `cursor`, best first. */
  complete(code: string, cursor: number): ReturnType<Converter['complete']> {
    return this.compile(
      (declared) => this.converter.complete(declared, code, cursor),
      code,
      'outside packages',
    );
  }

  /** Information about the name at `cursor`. */
  inspect(code: string, cursor: number): ReturnType<Converter['inspect']> | undefined {
    return this.compile(
      (declared) => this.converter.inspect(declared, code, cursor),
      code,
      'outside packages',
    );
  }

  /** Compiles without running, so that the next cell with these imports is fast. */
  warm(code: string): void {
    this.compile((declared) => this.converter.convert(declared, code), code);
  }

  private namesOf(module: string): string[] {
    const code = `import * as all from ${JSON.stringify(module)};`;
    this.compile((declared) => this.converter.convert(declared, code), code);
    return exportedNames(module);
  }

  /** Calls the compiler, and a new one if it threw. */
  private askTwice<T>(ask: (declared: string) => T, code: string): T {
    try {
      return this.compile(ask, code);
    } catch {
      return this.compile(ask, code);
    }
  }

  /** Calls the compiler, which looks at the disk again; one that threw is not used again. */
  private compile<T>(ask: (declared: string) => T, code: string, where?: Where): T {
    refreshFiles(where);
    const { namespaces, global } = this.ambient.for(code);
    setAmbient(global);
    try {
      return ask(this.declared + namespaces);
    } catch (error) {
      resetCompiler();
      throw error;
    }
  }
}

/** In a block, so that a cell can declare these names itself. */
const inPlace = (output: string): string =>
  `const { __filename, __dirname, import_meta, __load } = __tslab__.place; {${replaceImportMeta(output)}\n}`;
