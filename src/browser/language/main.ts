/** The worker that compiles cells: it answers the page about code, also while a cell runs, and the cells' worker. */
import './system';
import { maybeScript } from '../../kernel/cells/compile/maps';
import { readCell } from '../../kernel/cells/compile/reading';
import { addTransformer } from '../../kernel/cells/compile/transpile';
import { CellCompiler } from '../../kernel/cells/cell-compiler';
import { toTypeFailure } from '../../kernel/cells/errors/type-failure';
import { replyAboutCode, toInspection } from '../../kernel/cells/language';
import type { FrontMessage } from '../../kernel/protocol';
import type { Compiled, Numbered, Question, Start } from '../protocol';
import { insertStopPoints } from './stop-points';
import { addFiles } from './system';

/** Files of declarations, made by the bundler. */
const TYPES = 'types.json';

self.onmessage = ({ data: { front, peer, requested } }: MessageEvent<Start>): void => {
  if (requested) addTransformer(insertStopPoints);
  const compiler = load();
  compiler.catch((error: unknown) => front.postMessage({ kind: 'lost', reason: String(error) }));
  front.onmessage = ({ data }: MessageEvent<FrontMessage>) =>
    void compiler.then((ready) => {
      if (data.kind === 'complete' || data.kind === 'inspect' || data.kind === 'isComplete')
        front.postMessage({ kind: 'reply', id: data.id, content: replyAboutCode(ready, data) });
    });
  peer.onmessage = ({ data }: MessageEvent<Numbered<Question>>) =>
    void compiler.then((ready) => {
      try {
        peer.postMessage({ number: data.number, answer: answer(ready, data) });
      } catch (error) {
        peer.postMessage({ number: data.number, error: String(error) });
      }
    });
};

async function load(): Promise<CellCompiler> {
  const response = await fetch(new URL(TYPES, self.location.href));
  if (!response.ok) throw new Error(`${TYPES} cannot be fetched (${response.status})`);
  addFiles((await response.json()) as Record<string, string>);
  return new CellCompiler();
}

function answer(compiler: CellCompiler, question: Question): unknown {
  switch (question.kind) {
    case 'read':
      return readCell(question.code);
    case 'compile':
      return compile(compiler, question);
    case 'inspection':
      return toInspection(compiler, question.code, question.cursor);
    case 'forget': {
      const names = new Set(question.names);
      return compiler.forget((name) => names.has(name));
    }
    case 'warm':
      return compiler.warm(question.code);
  }
}

function compile(
  compiler: CellCompiler,
  { code, name, title }: Extract<Question, { kind: 'compile' }>,
): Compiled {
  compiler.begin();
  const { script, diagnostics, output, hasToplevelAwait, lastExpressionVar } = compiler.convert(code, name);
  return {
    name: script,
    isAsync: hasToplevelAwait ?? false,
    ...(diagnostics.length ? { failure: toTypeFailure(diagnostics, code, title) } : { output }),
    last: lastExpressionVar,
    script: maybeScript(script),
  };
}
