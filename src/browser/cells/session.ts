import { whenSaved } from 'autoencoders:course';
import { keepScript } from '../../kernel/cells/compile/maps';
import type { Reading } from '../../kernel/cells/compile/reading';
import type { CellSession } from '../../kernel/cells/runner';
import type { Outcome } from '../../kernel/cells/session';
import { FOLDER, process } from '../node/process';
import type { Compiled } from '../protocol';
import { takeLacking } from './backend';
import type { LanguageWorker } from './language-worker';
import type { Modules } from './modules';
import { isStopDue, isStopped } from './stop';

type Run = (exports: object, require: Modules['require']) => unknown;

/** The learner's variables: runs what the language worker has compiled, as tslab's executor does in Node. */
export class BrowserSession implements CellSession {
  private readonly values: Record<string, unknown> = {};
  private readonly exports = rewritable(this.values);
  private interrupt = (): void => undefined;

  constructor(
    private readonly language: LanguageWorker,
    private readonly modules: Modules,
  ) {
    const file = `${FOLDER}/notebook.ts`;
    const place = {
      __filename: file,
      __dirname: FOLDER,
      import_meta: { url: `file://${file}`, filename: file, dirname: FOLDER },
      __load: modules.load,
    };
    Object.assign(globalThis, { __tslab__: { exports: this.exports, require: modules.require, place } });
  }

  /** Reads a cell before it runs. */
  read(code: string): Promise<Reading> {
    return this.language.ask({ kind: 'read', code });
  }

  /** Runs one cell; `name` is its name in traces, `title` that in errors of its types. */
  async run(code: string, name: string, title: string): Promise<Outcome> {
    const stopped = new Promise<Outcome>((resolve) => {
      this.interrupt = () => resolve({ kind: 'stopped' });
    });
    const compiled = await Promise.race([this.language.ask({ kind: 'compile', code, name, title }), stopped]);
    if ('kind' in compiled) return compiled;
    if (compiled.failure) return { kind: 'invalid', failure: compiled.failure };
    if (compiled.script) keepScript(compiled.name, compiled.script);
    if (/@tensorflow|autoencoders/.test(code))
      for (const sentence of takeLacking()) process.stdout.write(`${sentence}\n`);
    const outcome = await Promise.race([this.execute(compiled), stopped]);
    await whenSaved();
    if (outcome.kind !== 'done') await this.forget();
    return outcome;
  }

  /** Forgets the names that a cell declared without giving them a value. */
  async forget(): Promise<void> {
    const names = Object.keys(this.values).filter((name) => this.values[name] !== undefined);
    await this.language.ask({ kind: 'forget', names });
  }

  /** The value of a name in the cells. */
  valueOf(name: string): unknown {
    return this.values[name];
  }

  /** Ends the wait for the running cell. */
  stop(): void {
    this.interrupt();
  }

  /** The answer to an `inspect_request`. */
  inspection(code: string, cursor: number): Promise<{ found: boolean; data: object }> {
    return this.language.ask({ kind: 'inspection', code, cursor });
  }

  /** Compiles without running, so that the next cell with these imports is fast. */
  warm(code: string): Promise<void> {
    return this.language.ask({ kind: 'warm', code });
  }

  private async execute({ output, isAsync, last = '' }: Compiled): Promise<Outcome> {
    try {
      if (output) {
        const head = isAsync ? '(async function(exports, require) { ' : '(function(exports, require) { ';
        // indirect: in the global scope, without the names of this module
        const run = (0, eval)(`${head}${output}\n})`) as Run;
        await run(this.exports, this.modules.require);
      }
    } catch (error) {
      return isStopped(error) ? { kind: 'stopped' } : { kind: 'thrown', error };
    }
    // something else than the cell's own code was stopped, which a caller may not have noticed
    return isStopDue() ? { kind: 'stopped' } : { kind: 'done', value: this.takeLast(last) };
  }

  private takeLast(name: string): unknown {
    const value = this.values[name];
    delete this.values[name];
    // a function that has no name got this one
    if (typeof value === 'function' && value.name === name)
      Object.defineProperty(value, 'name', { value: '' });
    return value;
  }
}

/** TypeScript's code defines an import as a constant, but a later cell may declare the same name. */
function rewritable(values: Record<string, unknown>): object {
  return new Proxy(values, {
    defineProperty: (_target, name, { get, value }) => {
      if (name !== '__esModule') values[name as string] = get ? get() : value;
      return true;
    },
  });
}
