import { isPromise } from 'node:util/types';
import ts from '@tslab/typescript-for-tslab';
import type { Place } from './maps';

/** A place in a learner's script where an error was awaited. */
export interface Wait extends Place {
  script: string;
  /** The function that awaits, if it has a name. */
  name?: string;
}

/** The global function through which a learner's `await` passes its value. */
const NAME = '__awaited';
/** The function for values of top-level calls of a cell, which may never be awaited. */
const BEGUN = '__begun';

const waits = new WeakMap<object, Wait[]>();
const begins = new WeakMap<Promise<unknown>, Wait>();

/**
 * Makes each `await` of a script record its place. V8 follows an error through `await`, but not through the generators
 * that TensorFlow.js' async functions were compiled to, nor through Node's file system; without this, such an error
 * would have none of the learner's lines.
 *
 * @param toPlace maps a place in the script to the place in TypeScript, lines and columns from 1
 */
export function markAwaits(script: string, toPlace: (at: Place) => Place | undefined) {
  return (context: ts.TransformationContext) =>
    (file: ts.SourceFile): ts.SourceFile => {
      const { factory } = context;
      const visit = (node: ts.Node): ts.Node => {
        const visited = ts.visitEachChild(node, visit, context);
        const isBegun = ts.isCallExpression(visited) && isAtTop(node);
        if (!ts.isAwaitExpression(visited) && !isBegun) return visited;
        const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
        const place = toPlace({ line: line + 1, column: character + 1 });
        if (!place) return visited;
        const name = maybeName(node);
        const at = JSON.stringify([script, place.line, place.column, ...(name ? [name] : [])]).slice(1, -1);
        const passed = ts.isAwaitExpression(visited) ? NAME : BEGUN;
        // a function may be sent elsewhere as text, for example to a worker, where the global is not defined
        const note = factory.createIdentifier(
          `(x => typeof ${passed} === "function" ? ${passed}(x, ${at}) : x)`,
        );
        if (!ts.isAwaitExpression(visited)) return factory.createCallExpression(note, undefined, [visited]);
        return factory.updateAwaitExpression(
          visited,
          factory.createCallExpression(note, undefined, [visited.expression]),
        );
      };
      return ts.visitNode(file, visit) as ts.SourceFile;
    };
}

/** Whether a call is a statement of the cell itself, or the value of a variable there, and so made only once. */
function isAtTop(call: ts.Node): boolean {
  let { parent } = call;
  while (parent && !ts.isStatement(parent)) {
    if (
      !ts.isVoidExpression(parent) &&
      !ts.isVariableDeclaration(parent) &&
      !ts.isVariableDeclarationList(parent)
    )
      return false;
    ({ parent } = parent);
  }
  return parent?.parent !== undefined && ts.isSourceFile(parent.parent);
}

/** The name of the enclosing function, or of the variable that holds it. */
function maybeName(node: ts.Node): string | undefined {
  let { parent } = node;
  while (parent && !ts.isFunctionLike(parent)) ({ parent } = parent);
  const named = parent?.name ?? (parent?.parent as Partial<ts.NamedDeclaration> | undefined)?.name;
  return named && ts.isIdentifier(named) ? named.text : undefined;
}

/** Defines the global functions that scripts call after `markAwaits`. */
export function defineAwaitHooks(): void {
  const awaited = (value: unknown, script: string, line: number, column: number, name?: string) => {
    if (isPromise(value)) noteWait(value, { script, line, column, name });
    return value;
  };
  const begun = (value: unknown, script: string, line: number, column: number) => {
    if (isPromise(value)) begins.set(value, { script, line, column });
    return value;
  };
  Object.defineProperties(globalThis, { [NAME]: { value: awaited }, [BEGUN]: { value: begun } });
}

/** Records for an error where the rejected promise, which nothing awaited, was created. */
export function noteUnhandledRejection(promise: Promise<unknown>, error: unknown): void {
  const begin = begins.get(promise);
  if (begin) noteWaitOf(error, begin);
}

/** Records that a promise is awaited at a place, for the error with which it may be rejected. */
export function noteWait(promise: Promise<unknown>, wait: Wait): void {
  // a separate `then`, so that the learner's `await` resumes at the same time as without it
  Promise.prototype.then.call(promise, undefined, (error: unknown) => noteWaitOf(error, wait));
}

function noteWaitOf(error: unknown, wait: Wait): void {
  if (typeof error !== 'object' || error === null) return;
  const known = waits.get(error) ?? [];
  if (!known.some(({ script, line }) => script === wait.script && line === wait.line)) known.push(wait);
  waits.set(error, known);
}

/** Where an error was awaited, the innermost place first. */
export const waitsOf = (error: object): Wait[] => waits.get(error) ?? [];
