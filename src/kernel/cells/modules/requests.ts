import { relative } from 'node:path';
import type { How } from './find-module';

/** Finds the file that a request of a file means, if there is one. */
type Find = (request: string, from: string, how?: How) => string | undefined;

/** What files asked for, and the file that each got; nothing where there was no such module. */
export class Requests {
  /** By the file that asked, then by what it asked for. */
  private readonly asked = new Map<string, Map<string, { how?: How; file?: string }>>();

  note(from: string, request: string, file?: string, how?: How): void {
    const known = this.asked.get(from) ?? new Map<string, { how?: How; file?: string }>();
    this.asked.set(from, known.set(request, { how, file }));
  }

  /** Returns who would get another file now than they got, and which; from now on that is what they got. */
  findMoved(find: Find): { from: string; file?: string }[] {
    return [...this.asked].flatMap(([from, requests]) =>
      [...requests].flatMap(([request, got]) => {
        const file = find(request, from, got.how);
        if (file === got.file) return [];
        got.file = file;
        return [{ from, file }];
      }),
    );
  }

  /** What a file asked for and did not get. */
  missingOf(from: string): string[] {
    return [...(this.asked.get(from) ?? [])].flatMap(([request, { file }]) => (file ? [] : [request]));
  }

  /** Forgets what a file asked for. */
  drop(from: string): void {
    this.asked.delete(from);
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
