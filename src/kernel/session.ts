import { format } from 'node:util';
import { createConverter } from 'tslab/dist/converter.js';
import { createExecutor, type Executor } from 'tslab/dist/executor.js';

/** What running one cell came to. */
export type Outcome =
  | { kind: 'value'; value: unknown }
  | { kind: 'thrown'; error: unknown }
  | { kind: 'diagnostics'; lines: string[] }
  | { kind: 'nothing' };

/** The learner's variables, and what can be asked of them. */
export interface Session {
  executor: Executor;
  run(code: string): Promise<Outcome>;
  interrupt(): void;
}

/** Creates a session of tslab's that hands back values and errors instead of printing them. */
export function createSession(): Session {
  const node = createConverter({ isJS: false, isBrowser: false });
  let outcome: Outcome = { kind: 'nothing' };
  const executor = createExecutor(
    process.cwd(),
    { node, browser: node, close: () => node.close() },
    {
      log: (value: unknown) => (outcome = { kind: 'value', value }),
      // tslab hands a thrown error alone, and a diagnostic as a format with its parts
      error: (first: unknown, ...parts: unknown[]) => {
        if (!parts.length) outcome = { kind: 'thrown', error: first };
        else {
          const lines = outcome.kind === 'diagnostics' ? outcome.lines : [];
          outcome = { kind: 'diagnostics', lines: [...lines, format(first, ...parts)] };
        }
      },
    },
  );
  return {
    executor,
    interrupt: () => executor.interrupt(),
    async run(code) {
      outcome = { kind: 'nothing' };
      await executor.execute(code);
      return outcome;
    },
  };
}
