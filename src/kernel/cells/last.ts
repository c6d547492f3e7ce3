import { EventEmitter } from 'node:events';
import ts from '@tslab/typescript-for-tslab';
import type { Place } from './maps';

/** The expression that a cell ends with. */
export interface Last extends Place {
  /** The name of what it calls, `write` of `process.stdout.write('x')`; nothing when it calls nothing. */
  calls?: string;
}

/** The expression that a cell ends with, if it ends with one. */
export function maybeLast(code: string): Last | undefined {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  const statement = file.statements.filter((node) => !ts.isEmptyStatement(node)).at(-1);
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(statement.getStart(file));
  let { expression } = statement;
  while (ts.isAwaitExpression(expression) || ts.isParenthesizedExpression(expression))
    ({ expression } = expression);
  if (!ts.isCallExpression(expression)) return { line: line + 1, column: character + 1 };
  const { expression: callee } = expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return { line: line + 1, column: character + 1, calls: ts.isIdentifier(name) ? name.text : '' };
}

/** Calls that are made for what they do: a stream says whether it is full, an emitter hands itself back. */
const doing = /^(write|end|on|once|off|(add|remove|prepend|prependOnce)Listener|removeAllListeners|emit)$/;
const timers = /^(Timeout|Immediate)$/;

/** Whether nobody wants to see the value of the expression that a cell ends with. */
export function isAside(value: unknown, last: Last | undefined): boolean {
  if (value === undefined) return true;
  if (last?.calls === undefined) return false;
  if (typeof value === 'object' && value !== null && timers.test(value.constructor?.name ?? '')) return true;
  return doing.test(last.calls) && (typeof value === 'boolean' || value instanceof EventEmitter);
}
