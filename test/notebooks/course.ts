import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run, type Ended } from '../support/run';

export const python = join(root, '.venv/bin/python');

export interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  data?: Record<string, string | string[]>;
  ename?: string;
  evalue?: string;
}
export interface Cell {
  id: string;
  cell_type: string;
  source: string | string[];
  outputs?: Output[];
}
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
}

export const textOf = (text: string | string[] | undefined): string => [text ?? []].flat().join('');

/** Everything that a cell printed or displayed as text. */
export const printedBy = ({ outputs = [] }: Cell): string =>
  outputs.map(({ text, data }) => textOf(text ?? data?.['text/plain'])).join('');

export const readNotebook = (path: string): Notebook => JSON.parse(readFileSync(path, 'utf8')) as Notebook;

/** `npm run notebooks -- ...args`, after set-up, in a course's folder. */
export function runTool(folder: string, ...args: string[]): Promise<Ended> {
  return run(python, ['scripts/notebooks/main.py', ...args], { cwd: folder });
}

/** A course with one notebook, the real tools and the real kernel, in its own folder. */
export class SmallCourse {
  readonly folder = mkdtempSync(join(tmpdir(), 'course-'));
  readonly notebook = join(this.folder, 'notebooks/0-vanilla/task.ipynb');

  constructor(source: string, key = 'export const answer = 42;\n') {
    cpSync(join(root, 'scripts/notebooks'), join(this.folder, 'scripts/notebooks'), { recursive: true });
    this.write('src/models/0-vanilla.ts', key);
    this.write('notebooks/0-vanilla/README', '');
    this.source = source;
  }

  set source(text: string) {
    this.write('notebooks/source/0-vanilla/task.ts', text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  run(...args: string[]): Promise<Ended> {
    return runTool(this.folder, ...args);
  }

  /** The stored notebook. */
  get stored(): Notebook {
    return readNotebook(this.notebook);
  }

  /** The result of the last run. */
  get ran(): Notebook {
    return readNotebook(join(this.folder, 'runs/notebooks/0-vanilla/task.ipynb'));
  }
}
