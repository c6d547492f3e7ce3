import { relative } from 'node:path';

/** What files asked for and did not get, as there was no such module. */
export class MissingModules {
  /** By file, what it asked for. */
  private readonly requests = new Map<string, Set<string>>();

  note(file: string, request: string): void {
    const known = this.requests.get(file) ?? new Set();
    this.requests.set(file, known.add(request));
  }

  /** Returns the files that would get now something they did not get. */
  findReturned(find: (request: string, from: string) => unknown): string[] {
    const isBack = ([file, requests]: [string, Set<string>]): boolean =>
      [...requests].some((request) => find(request, file) !== undefined);
    return [...this.requests].filter(isBack).map(([file]) => file);
  }

  /** What a file asked for and did not get. */
  of(file: string): string[] {
    return [...(this.requests.get(file) ?? [])];
  }

  /** Forgets what a file asked for. */
  drop(file: string): void {
    this.requests.delete(file);
  }
}

/** The error of a file that asks for a module which is not there. */
export function toMissing(request: string, importer?: string): Error {
  const where = importer ? `, which ${relative(process.cwd(), importer)} imports` : '';
  return Object.assign(new Error(`Cannot find module '${request}'${where}`), { code: 'MODULE_NOT_FOUND' });
}

/** Whether a module was not found; Node says it in several ways. */
export const isMissing = (error: unknown): boolean =>
  /MODULE_NOT_FOUND|PATH_NOT_EXPORTED/.test((error as NodeJS.ErrnoException | undefined)?.code ?? '');
