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

/** Messages from the front: a request, which gets one reply with the same id, or a command, which gets none. */
export type FrontMessage =
  | { kind: 'execute'; id: string; cell: CellRequest }
  | { kind: 'complete' | 'inspect'; id: string; code: string; cursor: number }
  | { kind: 'isComplete'; id: string; code: string }
  | { kind: 'input'; value: string }
  | { kind: 'interrupt' };

/** A message from the front that waits for a reply. */
export type Request = Extract<FrontMessage, { id: string }>;

/** Messages from the cells process: a reply, or something to publish while the cell with that id runs or after it. */
export type CellsMessage =
  | { kind: 'reply'; id: string; content: object }
  | { kind: 'publish'; id: string; type: string; content: object }
  | { kind: 'input'; id: string; prompt: string; password: boolean };

/** File descriptors of the cells process: it receives on the first and sends replies and output on the second. */
export const REQUEST_FD = 3;
export const REPLY_FD = 4;
