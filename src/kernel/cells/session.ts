import { keepDeclarations } from './declarations';
import { beginScript } from './maps';
import { ANSWERED, BUSY, Doing } from './pulse';
import { expandShorthand } from './shorthand';
import { hasTopLevelAwait } from './top-level-await';
import { createConverter, createExecutor, type Converter, type Diagnostic, type Executor } from './tslab';

/** What running one cell came to; `value` is that of a last expression. */
export type Outcome =
  | { kind: 'done'; value?: unknown }
  | { kind: 'thrown'; error: unknown }
  | { kind: 'stopped' }
  | { kind: 'invalid'; diagnostics: Diagnostic[] };

const STOPPED = new Set(['ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Interrupted asynchronously']);

/** The learner's variables and types: tslab's executor over tslab's converter, kept honest about failed cells. */
export class Session {
  private readonly converter: Converter;
  private readonly executor: Executor;
  /** What the next cell sees of the cells before it. */
  private declared = '';
  private diagnostics: Diagnostic[] = [];
  private outcome: Outcome = { kind: 'done' };

  /** @param pulse what Stop watches */
  constructor(private readonly pulse: Int32Array) {
    this.converter = createConverter({ isJS: false, isBrowser: false });
    const node: Converter = { ...this.converter, convert: (_declared, code) => this.convert(code) };
    this.executor = createExecutor(
      process.cwd(),
      { node, browser: node, close: () => undefined },
      {
        log: (value: unknown) => (this.outcome = { kind: 'done', value }),
        // tslab hands an error alone, and a diagnostic as a format with its parts
        error: (error: unknown, ...diagnostic: unknown[]) => {
          if (!diagnostic.length) this.outcome = this.toOutcome(error);
        },
      },
    );
  }

  /** Runs one cell; `name` is what traces call it. */
  async run(code: string, name: string): Promise<Outcome> {
    this.outcome = { kind: 'done' };
    this.diagnostics = [];
    const before = this.declared;
    beginScript(name, code);
    const running = this.executor.execute(code);
    this.enter(Doing.Free);
    const ok = await running;
    if (this.diagnostics.length) {
      this.declared = before;
      return { kind: 'invalid', diagnostics: this.diagnostics };
    }
    if (!ok)
      this.declared = keepDeclarations(this.declared, (key) => this.executor.locals[key] !== undefined);
    return this.outcome;
  }

  /** Ends the wait of the cell that runs; called where a signal or the thread that hears asks for it. */
  stop(): void {
    Atomics.add(this.pulse, ANSWERED, 1);
    this.executor.interrupt();
  }

  /** What could stand at `cursor`, best first. */
  complete(code: string, cursor: number): ReturnType<Converter['complete']> {
    return this.compile(() => this.converter.complete(this.declared, code, cursor));
  }

  /** What is known of the name at `cursor`. */
  inspect(code: string, cursor: number): ReturnType<Converter['inspect']> | undefined {
    return this.compile(() => this.converter.inspect(this.declared, code, cursor));
  }

  /** Compiles without running, so that the next cell with these imports is fast. */
  warm(code: string): void {
    this.compile(() => this.converter.convert(this.declared, code));
  }

  private toOutcome(error: unknown): Outcome {
    if (!isStop(error)) return { kind: 'thrown', error };
    Atomics.add(this.pulse, ANSWERED, 1);
    return { kind: 'stopped' };
  }

  private convert(code: string): ReturnType<Converter['convert']> {
    const expanded = expandShorthand(code);
    const result = this.compile(() => this.converter.convert(this.declared, expanded.code));
    this.diagnostics = result.diagnostics.map(expanded.toCell);
    if (!result.diagnostics.length) this.declared = result.declOutput ?? '';
    this.enter(Doing.Signalled);
    return { ...result, hasToplevelAwait: result.hasToplevelAwait || hasTopLevelAwait(code) };
  }

  private compile<T>(work: () => T): T {
    this.enter(Doing.Compiling);
    try {
      return work();
    } finally {
      this.enter(Doing.Free);
    }
  }

  private enter(doing: Doing): void {
    Atomics.store(this.pulse, BUSY, doing);
  }
}

function isStop(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  return STOPPED.has(code ?? '') || STOPPED.has(message ?? '');
}
