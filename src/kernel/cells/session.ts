import { join } from 'node:path';
import type { Failure } from '../protocol';
import { CellCompiler } from './cell-compiler';
import { importsIn } from './compile/imports';
import { readCell, type Reading } from './compile/reading';
import { createExecutor, type Converter, type Diagnostic, type Executor } from './compile/tslab';
import { toTypeFailure } from './errors/type-failure';
import { toInspection } from './language';
import { LiveImports } from './modules/live-imports';
import { Modules } from './modules/modules';

/** The result of running a cell; `value` is that of a last expression. */
export type Outcome =
  | { kind: 'done'; value?: unknown }
  | { kind: 'thrown'; error: unknown }
  | { kind: 'stopped' }
  | { kind: 'invalid'; failure: Failure };

/** The reason with which tslab's `interrupt` rejects a cell. */
const STOPPED = 'Interrupted asynchronously';

/** The learner's variables and types: tslab's executor with our compiler. */
export class Session {
  private readonly folder = process.cwd();
  /** The path of cells for Node: a file in the notebook's folder. */
  private readonly file = join(this.folder, 'notebook.ts');
  private readonly modules = new Modules();
  private readonly compiler = new CellCompiler();
  private readonly executor: Executor;
  private readonly imports: LiveImports;
  private diagnostics: Diagnostic[] = [];
  private outcome: Outcome = { kind: 'done' };
  private stops = 0;
  /** The name of the running cell in traces. */
  private name = '';
  /** tslab's name for the value of a last expression. */
  private lastName?: string;

  constructor() {
    const node: Converter = {
      complete: (_declared, code, cursor) => this.complete(code, cursor),
      inspect: (_declared, code, cursor) => this.inspect(code, cursor)!,
      close: () => undefined,
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

  /** Reads a cell before it runs. */
  read(code: string): Reading | Promise<Reading> {
    return readCell(code);
  }

  /** Runs one cell; `name` is its name in V8's traces, `title` that in errors of its types. */
  async run(code: string, name: string, title: string): Promise<Outcome> {
    this.outcome = { kind: 'done' };
    this.lastName = undefined;
    this.diagnostics = [];
    this.name = name;
    this.compiler.begin();
    const { stops } = this;
    const broken = await this.imports.refresh(this.compiler.declared, code);
    if (stops !== this.stops) return { kind: 'stopped' };
    if (broken) return { kind: 'thrown', error: broken.error };
    const requests = importsIn(code);
    if (requests.length) await this.modules.loadAhead(requests, this.file);
    if (stops !== this.stops) return { kind: 'stopped' };
    const ok = await this.executor.execute(code);
    this.modules.noteRun();
    if (this.diagnostics.length)
      return { kind: 'invalid', failure: toTypeFailure(this.diagnostics, code, title) };
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
    this.compiler.forget((name) => this.executor.locals[name] !== undefined);
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
    return this.compiler.complete(code, cursor);
  }

  /** Information about the name at `cursor`. */
  inspect(code: string, cursor: number): ReturnType<Converter['inspect']> | undefined {
    return this.compiler.inspect(code, cursor);
  }

  /** The answer to an `inspect_request`. */
  inspection(code: string, cursor: number): ReturnType<typeof toInspection> {
    return toInspection(this.compiler, code, cursor);
  }

  /** Compiles without running, so that the next cell with these imports is fast. */
  warm(code: string): void {
    this.compiler.warm(code);
  }

  private convert(code: string): ReturnType<Converter['convert']> {
    const compiled = this.compiler.convert(code, this.name);
    this.diagnostics = compiled.diagnostics;
    this.lastName = compiled.lastExpressionVar;
    return compiled;
  }

  private addModule(...[name, code, meta]: Parameters<Converter['addModule']>): Diagnostic[] {
    this.diagnostics = this.compiler.addModule(name, code, meta);
    this.modules.keep(join(this.folder, `${name}.${meta?.jsx ? 'tsx' : 'ts'}`), code);
    return this.diagnostics;
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

/** Calls no getter, because a learner's getter may throw. */
const isStop = (error: unknown): boolean =>
  error instanceof Error && Object.getOwnPropertyDescriptor(error, 'message')?.value === STOPPED;
