import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';

/** A file that changed less than this long before it was read may change again without a change of its times, in ms. */
const TOO_YOUNG = 2000;

/** The content of a file when it was read. */
interface Read {
  text: string | undefined;
  /** Times, size and inode number of the file; absent if they cannot vouch for the text. */
  signature?: string;
}

/** Reads files, and checks cheaply whether a file still has the same content. */
export class TextFiles {
  private readonly reads = new Map<string, Read>();

  /** @param readText reads a file; `undefined` if it cannot be read */
  constructor(private readonly readText: (path: string) => string | undefined = readTextFile) {}

  /** Returns a file's text; `undefined` if there is none. */
  read(path: string): string | undefined {
    const known = this.reads.get(path);
    const signature = maybeSignature(path);
    if (known && signature && signature.text === known.signature) return known.text;
    const text = this.readText(path);
    this.reads.set(path, { text, signature: signature?.isOld ? signature.text : undefined });
    return text;
  }

  /** Whether a file that was read has different text now, can no longer be read, or has become readable. */
  isChanged(path: string): boolean {
    const before = this.reads.get(path);
    return !!before && this.read(path) !== before.text;
  }

  /** Forgets a file. */
  forget(path: string): void {
    this.reads.delete(path);
  }
}

/** Reads a file as text; `undefined` if there is no such file, it is a folder, or it cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether there is such a file. */
export function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** Reads the text of a JSON file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SyntaxError(`${relative(process.cwd(), file)} is not valid JSON: ${(error as Error).message}`);
  }
}

function maybeSignature(path: string): { text: string; isOld: boolean } | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    const { mtimeMs, ctimeMs, size, ino } = stat;
    const isOld = Date.now() - Math.max(mtimeMs, ctimeMs) > TOO_YOUNG;
    return { text: [mtimeMs, ctimeMs, size, ino].join(), isOld };
  } catch {
    return undefined;
  }
}
