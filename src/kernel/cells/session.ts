import { importedNames, keepDeclarations } from './declarations';
import { beginScript } from './maps';
import { expandShorthand } from './shorthand';
import { hasTopLevelAwait } from './top-level-await';
import { createConverter, createExecutor, type Converter, type Diagnostic, type Executor } from './tslab';

/** What running one cell came to; `value` is that of a last expression. */
export type Outcome =
  | { kind: 'done'; value?: unknown }
  | { kind: 'thrown'; error: unknown }
  | { kind: 'stopped' }
  | { kind: 'invalid'; diagnostics: Diagnostic[] };

/** What tslab's `interrupt` rejects a cell with. */
const STOPPED = 'Interrupted asynchronously';

/** The learner's variables and types: tslab's executor over tslab's converter, kept honest about failed cells. */
export class Session {
  private readonly converter: Converter;
  private readonly executor: Executor;
  /** What the next cell sees of the cells before it. */
  private declared = '';
  /** What the cell that runs saw. */
  private before = '';
  private diagnostics: Diagnostic[] = [];
  private outcome: Outcome = { kind: 'done' };
  /** What tslab calls the value of a last expression. */
  private lastName?: string;

  constructor() {
    this.converter = createConverter({ isJS: false, isBrowser: false });
    const node: Converter = {
      ...this.converter,
      convert: (_declared, code) => this.convert(code),
      addModule: (...module) => (this.diagnostics = this.converter.addModule(...module)),
    };
    this.executor = createExecutor(
      process.cwd(),
      { node, browser: node, close: () => undefined },
      {
        log: (value: unknown) => (this.outcome = { kind: 'done', value }),
        // tslab hands an error alone, and a diagnostic as a format with its parts
        error: (error: unknown, ...diagnostic: unknown[]) => {
          if (!diagnostic.length)
            this.outcome = isStop(error) ? { kind: 'stopped' } : { kind: 'thrown', error };
        },
      },
    );
  }

  /** Runs one cell; `name` is what traces call it. */
  async run(code: string, name: string): Promise<Outcome> {
    this.outcome = { kind: 'done' };
    this.lastName = undefined;
    this.diagnostics = [];
    this.before = this.declared;
    beginScript(name, code);
    const ok = await this.executor.execute(code);
    if (this.diagnostics.length) {
      this.declared = this.before;
      return { kind: 'invalid', diagnostics: this.diagnostics };
    }
    if (!ok) this.forget();
    return this.outcome.kind === 'done' ? { kind: 'done', value: this.takeLast() } : this.outcome;
  }

  /** The value of a last expression. tslab hands on none that is null, and names a function that has no name. */
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

  /** Forgets the names that a cell cut short declared and gave no value. */
  forget(): void {
    const imported = importedNames(this.before);
    const isSet = (name: string) => imported.has(name) || this.executor.locals[name] !== undefined;
    this.declared = keepDeclarations(this.declared, isSet);
  }

  /** The value that a name has among the cells. */
  valueOf(name: string): unknown {
    return this.executor.locals[name];
  }

  /** Ends the wait for the cell that runs. */
  stop(): void {
    this.executor.interrupt();
  }

  /** What could stand at `cursor`, best first. */
  complete(code: string, cursor: number): ReturnType<Converter['complete']> {
    return this.converter.complete(this.declared, code, cursor);
  }

  /** What is known of the name at `cursor`. */
  inspect(code: string, cursor: number): ReturnType<Converter['inspect']> | undefined {
    return this.converter.inspect(this.declared, code, cursor);
  }

  /** Compiles without running, so that the next cell with these imports is fast. */
  warm(code: string): void {
    this.converter.convert(this.declared, code);
  }

  private convert(code: string): ReturnType<Converter['convert']> {
    const expanded = expandShorthand(code);
    const result = this.converter.convert(this.declared, expanded.code);
    this.diagnostics = result.diagnostics.map(expanded.toCell);
    this.lastName = result.lastExpressionVar;
    if (!result.diagnostics.length) this.declared = result.declOutput ?? '';
    return { ...result, hasToplevelAwait: result.hasToplevelAwait || hasTopLevelAwait(code) };
  }
}

/** Reads no getter: the learner's may throw. */
const isStop = (error: unknown): boolean =>
  error instanceof Error && Object.getOwnPropertyDescriptor(error, 'message')?.value === STOPPED;
