import { isPromise } from 'node:util/types';
import ts from '@tslab/typescript-for-tslab';
import type { Place } from './maps';

/** A place in a learner's script where an error was awaited. */
export interface Wait extends Place {
  script: string;
  /** The function that awaits, when it has a name. */
  name?: string;
}

/** The global function that a learner's `await` passes its value through. */
const NAME = '__awaited';
/** The one that what a cell begins at its top passes through, for nobody may ever wait for it. */
const BEGUN = '__begun';

const waits = new WeakMap<object, Wait[]>();
const begins = new WeakMap<Promise<unknown>, Wait>();

/**
 * Makes each `await` of a script remember where it stands. V8 follows an error through `await`, but not through the
 * generators that TensorFlow.js' async functions were compiled to, nor through Node's file system: without this, such
 * an error has no line of the learner's.
 *
 * @param toPlace the place in TypeScript of a place in the script, lines and columns from 1
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
        // a function may be sent elsewhere as text, to a worker for one, where nobody listens
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

/** Whether a call is a statement of the cell itself, or the value of a variable there: it is made once. */
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

/** The name of the function around a node, or of the variable that holds it. */
function maybeName(node: ts.Node): string | undefined {
  let { parent } = node;
  while (parent && !ts.isFunctionLike(parent)) ({ parent } = parent);
  const named = parent?.name ?? (parent?.parent as Partial<ts.NamedDeclaration> | undefined)?.name;
  return named && ts.isIdentifier(named) ? named.text : undefined;
}

/** Offers scripts the function that `markAwaits` has them call. */
export function offerAwaits(): void {
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

/** Notes where a promise was begun that was rejected and nobody waited for, for the error it was rejected with. */
export function noteUnheard(promise: Promise<unknown>, error: unknown): void {
  const begin = begins.get(promise);
  if (begin) noteWaitOf(error, begin);
}

/** Notes that a promise is awaited at a place, for the error it may be rejected with. */
export function noteWait(promise: Promise<unknown>, wait: Wait): void {
  // asked for on its own, so that the learner's `await` resumes when it always would
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
