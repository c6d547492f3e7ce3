/**
 * The messages between the two processes of the kernel, one JSON object per line: the front holds Jupyter's sockets;
 * the cells process runs the learner's code and may be busy, blocked or dead without affecting the front.
 */

/** MIME type to representation; text for most types, an object for JSON types. */
export type Bundle = Record<string, unknown>;

/** An error as in Jupyter's messages. */
export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The part of an `execute_request` that the cells process needs. */
export interface CellRequest {
  code: string;
  /** The number of the cell in traces, `[3]`. */
  count: number;
  userExpressions: Record<string, string>;
  allowStdin: boolean;
}

/** Messages of the front: a question, which has one answer with the same id, or an order, which has none. */
export type Ask =
  | { ask: 'execute'; id: string; cell: CellRequest }
  | { ask: 'complete' | 'inspect'; id: string; code: string; cursor: number }
  | { ask: 'isComplete'; id: string; code: string }
  | { ask: 'input'; value: string }
  | { ask: 'interrupt' };

/** A question of the front, which waits for an answer. */
export type Question = Extract<Ask, { id: string }>;

/** Messages of the cells process: an answer, or something to publish while the cell with that id runs or after it. */
export type Tell =
  | { tell: 'answer'; id: string; content: object }
  | { tell: 'publish'; id: string; type: string; content: object }
  | { tell: 'input'; id: string; prompt: string; password: boolean };

/** File descriptors of the cells process: it receives on the first and sends on the second. */
export const HEAR_FD = 3;
export const SPEAK_FD = 4;
