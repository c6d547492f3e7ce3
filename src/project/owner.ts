import { join } from 'node:path';
import { root } from './root';

/** The process that a lock or a temporary file belongs to. */
export interface Owner {
  pid: number;
  /** When it started, which tells it from a later one with the same id. */
  started: string;
  /** The name of its computer. */
  host: string;
}

/** Something that an ended process has left. */
export interface Left {
  path: string;
  /** The name of what it was for. */
  of: string;
}

// plain JavaScript, because set-up uses it too
const { besideOf, findLeft, findOwn, isRunning, startOf } = require(join(root, 'src/project/owner.cjs')) as {
  besideOf(path: string, kind: string, isHidden?: boolean): string;
  findLeft(folder: string, kind: string): Left[];
  findOwn(): Owner;
  isRunning(owner: Owner): boolean;
  startOf(pid: number): string;
};

/** The path beside another at which this process prepares what will take its place. */
export { besideOf };

/** What ended processes have left in a folder, prepared with `besideOf`. */
export { findLeft };

/** This process, as an owner. */
export { findOwn };

/** Whether an owner is running. A process on another computer cannot be looked for, so it counts as running. */
export { isRunning };

/** When a process started; '' if it is not running. */
export { startOf };
