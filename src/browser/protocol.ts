import type { Failure } from '../kernel/protocol';
import type { Script } from '../kernel/cells/compile/maps';
import type { Reading } from '../kernel/cells/compile/reading';

/** What the page gives a worker when it starts it. */
export interface Start {
  /** The other end is the page's. */
  front: MessagePort;
  /** The other end is the other worker's. */
  peer: MessagePort;
  /** How often Stop was requested; only if the page is isolated from other origins. */
  requested?: Int32Array;
}

/** What the cells' worker asks the language worker; each question gets one answer with the same number. */
export type Question =
  | { kind: 'read'; code: string }
  | { kind: 'compile'; code: string; name: string; title: string }
  | { kind: 'inspection'; code: string; cursor: number }
  | { kind: 'forget'; names: string[] }
  | { kind: 'warm'; code: string };

/** The answers to the questions of each kind. */
export interface Answers {
  read: Reading;
  compile: Compiled;
  inspection: { found: boolean; data: object };
  forget: undefined;
  warm: undefined;
}

/** A compiled cell, ready to run, or the failure that is shown in its place. */
export interface Compiled {
  failure?: Failure;
  /** JavaScript; absent if there is nothing to run. */
  output?: string;
  isAsync: boolean;
  /** The name under which the code exports the value of its last expression. */
  last?: string;
  /** The name in traces, and what leads from there to the TypeScript. */
  name: string;
  script?: Script;
}

/** A question or an answer on its way; `error` if there is no answer. */
export type Numbered<T> = { number: number } & T;
