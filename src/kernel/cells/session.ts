import { join } from 'node:path';
import ts from '@tslab/typescript-for-tslab';
import { Ambient } from './compile/ambient';
import { withoutExports } from './compile/cell-exports';
import { exportedNames, refreshFiles, setAmbient, resetCompiler, withoutDeclaring } from './compile/compiler';
import { importedNames, keepDeclarations } from './compile/declarations';
import type { Where } from './compile/disk-answers';
import { applyEdits, endLastExpression } from './compile/edits';
import { clearSyntax } from './compile/clear-syntax';
import { replaceImportMeta } from './compile/import-syntax';
import { importsIn } from './compile/imports';
import { LiveImports } from './modules/live-imports';
import { beginScript, compileUnnamed } from './compile/maps';
import { Modules } from './modules/modules';
import { expandShorthand } from './compile/shorthand';
import { hasTopLevelAwait } from './compile/top-level-await';
import { widenTypes, withoutUndeclarable } from './compile/undeclarable';
import {
  createConverter,
  createExecutor,
  type Converter,
  type Diagnostic,
  type Executor,
} from './compile/tslab';

/** The result of running a cell; `value` is that of a last expression. */
export type Outcome =
  | { kind: 'done'; value?: unknown }
  | { kind: 'thrown'; error: unknown }
  | { kind: 'stopped' }
  | { kind: 'invalid'; diagnostics: Diagnostic[] };

/** The reason with which tslab's `interrupt` rejects a cell. */
const STOPPED = 'Interrupted asynchronously';

/** The learner's variables and types: tslab's executor with tslab's converter, corrected for failed cells. */
export class Session {
  private readonly folder = process.cwd();
  /** The path of cells for Node: a file in the notebook's folder. */
  private readonly file = join(this.folder, 'notebook.ts');
  private readonly modules = new Modules();
  private readonly converter: Converter;
  private readonly executor: Executor;
  private readonly imports: LiveImports;
  private readonly ambient = new Ambient();
  /** The declarations of earlier cells, which the next cell sees. */
  private declared = '';
  /** The declarations that the running cell saw. */
  private before = '';
  private diagnostics: Diagnostic[] = [];
  private outcome: Outcome = { kind: 'done' };
  private stops = 0;
  /** tslab's name for the value of a last expression. */
  private lastName?: string;

  constructor() {
    this.converter = createConverter({ isJS: false, isBrowser: false });
    const node: Converter = {
      ...this.converter,
      convert: (_declared, code) => this.convert(code),
      addModule: (name, code, meta) => this.addModule(name, code, meta),
    };
    this.executor = createExecutor(
      this.folder,
      { node, browser: node, close: () => undefined },
      {
        log: (value: unknown) => (this.outcome = { kind: 'done', value }),
        // tslab passes an error alone, but a diagnostic as a format with its parts
        error: (error: unknown, ...diagnostic: unknown[]) => {
          if (!diagnostic.length)
            this.outcome = isStop(error) ? { kind: 'stopped' } : { kind: 'thrown', error };
        },
      },
    );
    this.imports = new LiveImports(this.modules, this.file, this.executor.locals);
    this.place();
  }

  /** Runs one cell; `name` is its name in traces. */
  async run(code: string, name: string): Promise<Outcome> {
    this.outcome = { kind: 'done' };
    this.lastName = undefined;
    this.diagnostics = [];
    this.before = this.declared;
    const { stops } = this;
    const broken = await this.imports.refresh(this.declared, code);
    if (stops !== this.stops) return { kind: 'stopped' };
    if (broken) return { kind: 'thrown', error: broken.error };
    const requests = importsIn(code);
    if (requests.length) await this.modules.loadAhead(requests, this.file);
    if (stops !== this.stops) return { kind: 'stopped' };
    beginScript(name, code);
    const ok = await this.executor.execute(code);
    this.modules.noteRun();
    if (this.diagnostics.length) {
      this.declared = this.before;
      return { kind: 'invalid', diagnostics: this.diagnostics };
    }
    if (!ok) this.forget();
    return this.outcome.kind === 'done' ? { kind: 'done', value: this.takeLast() } : this.outcome;
  }

  /** The value of a last expression. tslab does not report null, and names a function that has no name. */
  private takeLast(): unknown {
    const { locals } = this.executor;
    const name = this.lastName ?? '';
    const value =
      this.outcome.kind === 'done' && 'value' in this.outcome
        ? this.outcome.value
        : (locals[name] as unknown);
    delete locals[name];
    if (typeof value === 'function' && value.name === name)
      Object.defineProperty(value, 'name', { value: '' });
    return value;
  }

  /** Forgets the names that a terminated cell declared without giving them a value. */
  forget(): void {
    const imported = importedNames(this.before);
    const isSet = (name: string) => imported.has(name) || this.executor.locals[name] !== undefined;
    this.declared = keepDeclarations(this.declared, isSet);
  }

  /** The value of a name in the cells. */
  valueOf(name: string): unknown {
    return this.executor.locals[name];
  }

  /** Ends the wait for the running cell. */
  stop(): void {
    this.stops += 1;
    this.modules.stop();
    this.executor.interrupt();
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

  private convert(code: string): ReturnType<Converter['convert']> {
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
    this.diagnostics = withoutUndeclarable(result.diagnostics.map(edited.toCell));
    this.lastName = result.lastExpressionVar;
    if (!result.diagnostics.length) {
      this.declared = this.ambient.keep(result.declOutput ?? '');
    }
    const output = result.output && inPlace(result.output);
    const hasToplevelAwait = result.hasToplevelAwait || hasTopLevelAwait(code);
    return { ...result, output, hasToplevelAwait, sideOutputs: undefined };
  }

  private addModule(...[name, code, meta]: Parameters<Converter['addModule']>): Diagnostic[] {
    this.diagnostics = this.compile(() => this.converter.addModule(name, code, meta), code);
    this.modules.keep(join(this.folder, `${name}.${meta?.jsx ? 'tsx' : 'ts'}`), code);
    return this.diagnostics;
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

  /** Sets the names that code in a file can use where tslab's cells find them. */
  private place(): void {
    const require = this.modules.requireOf(this.file);
    const place = {
      __filename: this.file,
      __dirname: this.folder,
      import_meta: this.modules.metaOf(this.file),
      __load: this.modules.importOf(this.file),
    };
    Object.assign((globalThis as unknown as { __tslab__: object }).__tslab__, { require, place });
  }
}

/** In a block, so that a cell can declare these names itself. */
const inPlace = (output: string): string =>
  `const { __filename, __dirname, import_meta, __load } = __tslab__.place; {${replaceImportMeta(output)}\n}`;

/** Calls no getter, because a learner's getter may throw. */
const isStop = (error: unknown): boolean =>
  error instanceof Error && Object.getOwnPropertyDescriptor(error, 'message')?.value === STOPPED;
