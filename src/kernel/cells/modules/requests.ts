import { relative } from 'node:path';
import type { How } from './find-module';

/** Finds the file of a request, if there is one. */
type Find = (request: string, from: string, how?: How) => string | undefined;

/** The requests of files, and the file that each one got; `undefined` if there was no such module. */
export class Requests {
  /** By the requesting file, then by its request. */
  private readonly asked = new Map<string, Map<string, { how?: How; file?: string }>>();

  note(from: string, request: string, file?: string, how?: How): void {
    const known = this.asked.get(from) ?? new Map<string, { how?: How; file?: string }>();
    this.asked.set(from, known.set(request, { how, file }));
  }

  /** Returns which files would get another file than before, and which one, and records the change. */
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

  /** The requests of a file that were not found. */
  missingOf(from: string): string[] {
    return [...(this.asked.get(from) ?? [])].flatMap(([request, { file }]) => (file ? [] : [request]));
  }

  /** Forgets the requests of a file. */
  drop(from: string): void {
    this.asked.delete(from);
  }
}

/** The error for a file that requests a missing module. */
export function toMissing(request: string, importer?: string): Error {
  const where = importer ? `, which ${relative(process.cwd(), importer)} imports` : '';
  return Object.assign(new Error(`Cannot find module '${request}'${where}`), { code: 'MODULE_NOT_FOUND' });
}

/** Whether a module was not found, which Node reports in several ways. */
export const isMissing = (error: unknown): boolean =>
  /MODULE_NOT_FOUND|PATH_NOT_EXPORTED/.test((error as NodeJS.ErrnoException | undefined)?.code ?? '');
