import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { besideOf, findLeft } from '../../src/project/owner';
import { wordsFor, WriteError } from './write-error';

/** What a command writes into a folder. */
export interface Kind {
  /** Whether a folder is an earlier one of this kind, complete. */
  isOne(folder: string): boolean;
  /** What of an earlier one is kept, such as `.git`. */
  kept?: string[];
}

/**
 * The real path of a folder, which need not exist, after what an ended run was doing there is completed: an earlier folder
 * returns if its successor is not in place, and what was not finished is removed. What a running one does is left alone.
 */
export function findFolder(folder: string, kind: Kind): string {
  const target = realPath(resolve(folder));
  recover(target, kind);
  return target;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path)); // it need not exist
  }
}

/** What ended processes have left beside `target`: folders of that kind. */
const leftBeside = (target: string, kind: string): string[] =>
  findLeft(dirname(target), kind).flatMap(({ path, of }) => (of === `.${basename(target)}` ? [path] : []));

function recover(target: string, kind: Kind): void {
  for (const made of leftBeside(target, 'making'))
    ignoringErrors(() =>
      isWhole(made, kind) ? finish(target, made, kind) : rmSync(made, { recursive: true, force: true }),
    );
  for (const before of leftBeside(target, 'before')) ignoringErrors(() => finish(target, before, kind));
}

/** Whether a folder has got what is kept of the earlier one, which is the last that happens before it takes its place. */
const isWhole = (made: string, { kept = [] }: Kind): boolean =>
  kept.some((name) => existsSync(join(made, name)));

/** What cannot be cleared up, such as another user's, does not stop a run. */
function ignoringErrors(work: () => void): void {
  try {
    work();
  } catch {
    // it stays
  }
}

/** Gives `target` what it lacks of a folder that was to be there, and removes the rest; if it is missing, the folder itself. */
function finish(target: string, other: string, kind: Kind): void {
  if (!existsSync(other)) return;
  if (!existsSync(target)) return renameSync(other, target);
  if (!kind.isOne(target)) return;
  moveKept(other, target, kind);
  rmSync(other, { recursive: true, force: true });
}

function moveKept(from: string, to: string, { kept = [] }: Kind): void {
  for (const name of kept)
    if (existsSync(join(from, name)) && !existsSync(join(to, name)))
      renameSync(join(from, name), join(to, name));
}

/**
 * A folder that is filled beside its target, and then takes its place: at any moment, the target is complete, or there is
 * none. If several processes replace it at once, one of them is last, and its folder is whole.
 *
 * @example
 * const made = new Replacement(findFolder('course', kind), kind);
 * try {
 *   writeFileSync(join(made.folder, 'a.txt'), 'one');
 * } catch (error) {
 *   throw made.giveUp(error);
 * }
 * made.put();
 */
export class Replacement {
  /** To be filled; empty at first. */
  readonly folder: string;
  private readonly before: string;

  /**
   * @param target from `findFolder`
   * @throws WriteError if the target cannot be replaced
   */
  constructor(
    private readonly target: string,
    private readonly kind: Kind,
  ) {
    this.folder = besideOf(target, 'making', true);
    this.before = besideOf(target, 'before', true);
    if (isMounted(target))
      throw this.toError(Object.assign(new Error(), { code: 'EBUSY', syscall: 'rename' }));
    this.attempt(() => {
      rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(dirname(target), { recursive: true });
      mkdirSync(this.folder); // not recursive: then Node would not tell a disk that is read-only
    });
  }

  /**
   * Puts the folder in the place of its target.
   *
   * @throws WriteError if that is not possible; then nothing was changed
   */
  put(): void {
    this.attempt(() => {
      for (;;) {
        this.setAside();
        try {
          renameSync(this.folder, this.target);
          return rmSync(this.before, { recursive: true, force: true });
        } catch (error) {
          const { code = '' } = error as NodeJS.ErrnoException;
          if (!['ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
          rmSync(this.before, { recursive: true, force: true }); // another process was faster: its folder is next
        }
      }
    });
  }

  /** Makes room for the folder, and takes over what is kept. */
  private setAside(): void {
    try {
      renameSync(this.target, this.before);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // there is none, or another process has just set it aside
      throw error;
    }
    moveKept(this.before, this.folder, this.kind);
  }

  /** Removes what was made, and puts back what was set aside. */
  remove(): void {
    if (existsSync(this.folder))
      moveKept(this.folder, existsSync(this.before) ? this.before : this.target, this.kind);
    rmSync(this.folder, { recursive: true, force: true });
    finish(this.target, this.before, this.kind);
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw this.giveUp(error);
    }
  }

  /** Removes what was made, and returns the error to throw: what the file system says is in words for the user. */
  giveUp(error: unknown): Error {
    ignoringErrors(() => this.remove());
    return this.toError(error);
  }

  /** What the file system says, in words; other errors are themselves. */
  private toError(error: unknown): Error {
    const { syscall, path = this.folder } = error as NodeJS.ErrnoException;
    if (!syscall || !path.startsWith(dirname(this.target))) return error as Error;
    return new WriteError(wordsFor(this.target, error, join(this.target, 'new')), { cause: error });
  }
}

/** Whether a folder is where a disk or volume is mounted, and can therefore not be renamed. */
function isMounted(folder: string): boolean {
  if (!existsSync(folder)) return false;
  if (statSync(folder).dev !== statSync(dirname(folder)).dev) return true;
  try {
    const octal = folder.replace(/[\s\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
    return readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .some((line) => line.split(' ')[4] === octal);
  } catch {
    return false; // not Linux
  }
}
