import { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Server } from 'node:net';
import { Interface } from 'node:readline';
import { Stream } from 'node:stream';
import { Worker } from 'node:worker_threads';
import ts from '@tslab/typescript-for-tslab';
import type { Place } from './maps';

/** The expression that a cell ends with. */
export interface Last extends Place {
  /** The name of the called function, `write` for `process.stdout.write('x')`; absent if it is not a call. */
  calls?: string;
}

/** The expression that a cell ends with, if there is one. */
export function maybeLast(code: string): Last | undefined {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  const statement = file.statements.filter((node) => !ts.isEmptyStatement(node)).at(-1);
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(statement.getStart(file));
  const expression = toCall(statement.expression);
  if (!ts.isCallExpression(expression) && !ts.isNewExpression(expression))
    return { line: line + 1, column: character + 1 };
  const { expression: callee } = expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return { line: line + 1, column: character + 1, calls: ts.isIdentifier(name) ? name.text : '' };
}

/** The expression whose value is the result: `f()` for `(await f()) as T` or `ready && f()`. */
function toCall(expression: ts.Expression): ts.Expression {
  const inner =
    ts.isBinaryExpression(expression) &&
    /^(&&|\|\||\?\?|,)$/.test(ts.tokenToString(expression.operatorToken.kind) ?? '')
      ? expression.right
      : ts.isAwaitExpression(expression) ||
          ts.isParenthesizedExpression(expression) ||
          ts.isAsExpression(expression) ||
          ts.isSatisfiesExpression(expression) ||
          ts.isNonNullExpression(expression)
        ? expression.expression
        : undefined;
  return inner ? toCall(inner) : expression;
}

/** Functions that are called for their effect: a stream returns whether it is full, an emitter returns itself. */
const doing =
  /^(write|end|watch|on|once|off|(add|remove|prepend|prependOnce)Listener|removeAllListeners|emit)$/;
const timers = /^(Timeout|Immediate)$/;
/** Node's objects for ongoing work, whose internals are of no interest. */
const handles = [Stream, ChildProcess, Server, Worker, Interface] as (new () => object)[];

/** Whether the value of the expression that a cell ends with is of no interest. */
export function isUninteresting(value: unknown, last: Last | undefined): boolean {
  if (value === undefined) return true;
  if (last?.calls === undefined) return false;
  if (typeof value === 'object' && value !== null && timers.test(value.constructor?.name ?? '')) return true;
  if (handles.some((kind) => value instanceof kind)) return true;
  return doing.test(last.calls) && (typeof value === 'boolean' || value instanceof EventEmitter);
}
