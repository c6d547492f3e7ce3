import { isPromise } from 'node:util/types';
import { chooseBackend, type Backend } from '../../backend';
import type { CellRequest, Failure, Request } from '../protocol';
import { noteWait } from './compile/awaits';
import { toBundle } from './show/bundle';
import { toFailure, toStopFailure } from './errors/failure';
import { FailedCells } from './failed';
import { stopFits } from './show/fits';
import type { Reading } from './compile/reading';
import type { Output } from './output/output';
import type { Outcome, Session } from './session';
import { captureState } from './state';
import { isStopDue } from './stop';
import { toScriptName, toTitle } from './errors/trace';
import { isUninteresting } from './uninteresting';
import { usualImports } from '../usual-imports';

/** How long Stop waits for a `fit` to end its batch, in ms. */
const BATCH = 400;

/** The part of a session that the runner uses; a kernel whose compiler runs elsewhere answers later. */
export interface CellSession extends Pick<Session, 'run' | 'read' | 'valueOf' | 'stop'> {
  inspection(code: string, cursor: number): MaybeLater<ReturnType<Session['inspection']>>;
  forget(): MaybeLater<void>;
  warm(code: string): MaybeLater<void>;
}
type MaybeLater<T> = T | Promise<T>;

/** Runs cells and reports their results. */
export class CellRunner {
  private readonly failed = new FailedCells((name) => this.session.valueOf(name));
  private reading: Reading = { names: [] };
  private waiting?: { resolve(value: string): void; reject(error: Error): void };
  private allowStdin = false;
  private backend?: Backend;
  private cells = 0;
  private terminated = false;
  private giveUp = (): void => undefined;
  /** Restores the kernel's own state to that before the running cell, or after the last one. */
  private restore = captureState();
  /** The number of the running cell, if there is one. */
  private running?: number;

  constructor(
    private readonly session: CellSession,
    private readonly output: Output,
  ) {}

  /** Runs a cell for the front; errors in the kernel itself become a reply too. */
  async run({ id, cell }: Extract<Request, { kind: 'execute' }>): Promise<object> {
    this.output.begin(id);
    this.allowStdin = cell.allowStdin;
    try {
      return (await this.maybePage(cell.code)) ?? (await this.runCode(cell));
    } catch (error) {
      return { status: 'error', ...toFailure(error) };
    } finally {
      this.running = undefined;
      this.restore = captureState();
    }
  }

  private runCode(cell: CellRequest): Promise<object> {
    this.failed.begin([]);
    this.reading = { names: [] };
    const number = (this.running = ++this.cells);
    this.restore = captureState();
    return new Promise<object>((resolve) => {
      let open = true;
      const end = (outcome: Outcome): void => {
        if (open) resolve(this.finish(cell, outcome));
        open = false;
      };
      this.giveUp = () => end({ kind: 'stopped' });
      const fail = (error: unknown): Outcome =>
        isStopDue() ? { kind: 'stopped' } : { kind: 'thrown', error };
      this.execute(cell, number)
        .then((outcome) => (outcome.kind === 'thrown' ? fail(outcome.error) : outcome), fail)
        .then(end, (error) => end({ kind: 'thrown', error }));
    });
  }

  /**
   * Does in advance what the first cell would wait for: loads TensorFlow's library and the types of the usual imports.
   * If a cell is already waiting, it loads only the types that it imports itself.
   */
  async warm(): Promise<void> {
    await chooseBackend().catch(() => undefined); // the cell that needs it will report the reason
    setImmediate(() => {
      if (this.cells) return;
      void this.session.warm(usualImports);
    });
  }

  /**
   * Stops the running cell: a `fit` after its batch, anything else immediately.
   *
   * @param terminated whether V8 terminated its code, so that a `fit` cannot end by itself
   */
  stop(terminated: boolean): void {
    this.terminated = terminated;
    this.waiting?.reject(new Error('stopped while waiting for input'));
    this.session.stop();
    // the code that V8 terminated may include what would have reported the end of the cell
    if (this.running !== undefined) setImmediate(this.giveUp);
    else void this.settleAfterStop();
  }

  /** Ends training that is still running, and restores what terminated code could not. */
  private async settleAfterStop(): Promise<void> {
    await stopFits(this.terminated ? 0 : BATCH);
    await this.restore();
  }

  /** The cell that would have replaced `value` if it had not failed, if there is one. */
  failedSince(value: unknown): string | undefined {
    return this.failed.since(value);
  }

  /** Shows an error that no cell caught. */
  report(error: unknown): void {
    this.output.write('stderr', `${toFailure(error).traceback.join('\n')}\n`);
  }

  /** Asks the user for a line of input; rejects if there is nobody to ask, as in a batch run. */
  input(prompt = '', password = false): Promise<string> {
    if (!this.allowStdin)
      return Promise.reject(new Error('cannot ask for input: this run is not interactive'));
    this.output.input(prompt, password);
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  /** Passes on the user's answer. */
  answerInput(value: string): void {
    this.waiting?.resolve(value);
    this.waiting = undefined;
  }

  private async execute(cell: CellRequest, number: number): Promise<Outcome> {
    await this.prepare(cell.code);
    if (this.running !== number) return { kind: 'stopped' };
    this.restore = captureState(); // with the backend that has been chosen meanwhile
    this.reading = await this.session.read(cell.code);
    if (this.running !== number) return { kind: 'stopped' };
    this.failed.begin(this.reading.names);
    const script = toScriptName(cell.count);
    const outcome = await this.session.run(cell.code, script, toTitle(script));
    return outcome.kind === 'done' ? settle(outcome.value, this.reading, script) : outcome;
  }

  private async finish(cell: CellRequest, outcome: Outcome): Promise<object> {
    if (outcome.kind === 'stopped') {
      await this.settleAfterStop();
      await this.session.forget();
    }
    const title = toTitle(toScriptName(cell.count));
    const failure = toMaybeFailure(outcome);
    this.failed.end(title, !!failure);
    if (!failure && outcome.kind === 'done' && !isUninteresting(outcome.value, this.reading.last))
      this.output.publish('execute_result', {
        execution_count: cell.count,
        data: toBundle(outcome.value),
        metadata: {},
      });
    const reply = failure
      ? { status: 'error', ...failure }
      : { status: 'ok', user_expressions: await this.evaluate(cell.userExpressions) };
    this.output.end();
    return reply;
  }

  /** The name in a cell of the form `name?`, which requests its documentation. */
  private async maybePage(code: string): Promise<object | undefined> {
    const [, before, after] =
      /^\s*(?:\?{1,2}\s*([\w$][\w$.]*)|([\w$][\w$.]*)\s*\?{1,2})\s*;?\s*$/.exec(code) ?? [];
    const name = before ?? after;
    if (!name) return undefined;
    const { found, data: known } = await this.session.inspection(name, name.length);
    const unknown = { 'text/plain': `unknown name: ${name}; run the cell that declares it first` };
    const data = found ? known : unknown;
    return { status: 'ok', user_expressions: {}, payload: [{ source: 'page', data, start: 0 }] };
  }

  /** Waits until tfjs has its backend, and reports once if it is not the best one. */
  private async prepare(code: string): Promise<void> {
    if (this.backend && !this.backend.why && !this.backend.noGpu) return;
    this.backend ??= await chooseBackend();
    const { name, why, noGpu } = this.backend;
    if (!(why ?? noGpu) || !/@tensorflow|autoencoders/.test(code)) return;
    const place = why ? `${name} (${why})` : `the processor (${noGpu})`;
    this.output.write('stdout', `TensorFlow.js runs on ${place}\n`);
    this.backend = { name: this.backend.name };
  }

  private async evaluate(expressions: Record<string, string>): Promise<object> {
    const results: Record<string, object> = {};
    for (const [name, expression] of Object.entries(expressions)) {
      const script = toScriptName(`"${name}"`);
      const outcome = await this.session.run(`(${expression})`, script, name);
      const failure = toMaybeFailure(outcome);
      const value = outcome.kind === 'done' ? outcome.value : undefined;
      results[name] = failure
        ? { status: 'error', ...failure }
        : { status: 'ok', data: toBundle(value), metadata: {} };
    }
    return results;
  }
}

/** A promise that a cell ends with is awaited, as if the cell had used `await`. */
async function settle(value: unknown, { last }: Reading, script: string): Promise<Outcome> {
  if (!isPromise(value)) return { kind: 'done', value };
  if (last) noteWait(value, { ...last, script });
  return value.then(
    (settled) => ({ kind: 'done', value: settled }),
    (error: unknown) => ({ kind: 'thrown', error }),
  );
}

function toMaybeFailure(outcome: Outcome): Failure | undefined {
  if (outcome.kind === 'thrown') return toFailure(outcome.error);
  if (outcome.kind === 'invalid') return outcome.failure;
  if (outcome.kind === 'stopped') return toStopFailure();
  return undefined;
}
