/**
 * What the two processes of the kernel say to each other, one JSON object a line: the front keeps Jupyter's
 * sockets, the cells process runs the learner's code and may be busy, blocked or dead without the front being so.
 */

/** MIME type to representation; text for most, an object for JSON types. */
export type Bundle = Record<string, unknown>;

/** An error as Jupyter's messages carry it. */
export interface Failure {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** What an `execute_request` asks, as far as the cells process needs it. */
export interface CellRequest {
  code: string;
  /** The number the cell carries in traces, `[3]`. */
  count: number;
  userExpressions: Record<string, string>;
  allowStdin: boolean;
}

/** The front's words: a question that has one answer with the same id, or an order that has none. */
export type Ask =
  | { ask: 'execute'; id: string; cell: CellRequest }
  | { ask: 'complete' | 'inspect'; id: string; code: string; cursor: number }
  | { ask: 'isComplete'; id: string; code: string }
  | { ask: 'input'; value: string }
  | { ask: 'interrupt' };

/** A question of the front's, which waits for an answer. */
export type Question = Extract<Ask, { id: string }>;

/** The cells process' words: an answer, or something to publish while the cell of that id runs or after it. */
export type Tell =
  | { tell: 'answer'; id: string; content: object }
  | { tell: 'publish'; id: string; type: string; content: object }
  | { tell: 'input'; id: string; prompt: string; password: boolean };

/** File descriptors of the cells process: it hears on one and speaks on the other. */
export const HEAR_FD = 3;
export const SPEAK_FD = 4;
