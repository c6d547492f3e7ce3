import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SubmissionResult } from '../reports/results';
import { writeAtomic } from '../../src/project/write-atomic';
import type { Settings } from './identity';

/** One result, and all that it depends on. */
export interface Graded {
  kind: 'result';
  /** When this content was first graded for this learner. */
  at: string;
  content: string;
  grader: string;
  settings: Settings;
  result: SubmissionResult;
}

/** A score set by hand was first seen, beside this automatic one. */
export interface HandSet {
  kind: 'by-hand';
  learner: string;
  slug: string;
  score: number;
  comment: string;
  /** `null` if there was none. */
  automatic: number | null;
}

/** `regrade`: everything before it is graded again. `done`: a run has ended, and its tables are written. */
export type Entry = Graded | HandSet | { kind: 'regrade' | 'done'; at: string };

const sumOf = (entry: string): string => createHash('sha256').update(entry).digest('hex').slice(0, 16);
const toLine = (entry: Entry): string => `${JSON.stringify({ entry, sum: sumOf(JSON.stringify(entry)) })}\n`;

/**
 * What a class run has found so far, one line each, in `results.jsonl`. A line is on the disk before `append` returns, so
 * that a run can be killed at any moment.
 */
export class Journal {
  readonly entries: Entry[] = [];
  /** What was wrong with the file, for the user. */
  readonly warnings: string[] = [];
  private readonly path: string;
  private readonly file: number;

  /** @throws the error of the file system */
  constructor(folder: string) {
    this.path = join(folder, 'results.jsonl');
    if (existsSync(this.path)) this.read();
    this.file = openSync(this.path, 'a');
  }

  /**
   * Adds an entry, completely or not at all.
   *
   * @throws Error if the disk is full or fails: the entries before are kept
   */
  append(entry: Entry): void {
    const { size } = fstatSync(this.file);
    try {
      const line = Buffer.from(toLine(entry));
      for (let at = 0; at < line.length;) at += writeSync(this.file, line, at);
      fsyncSync(this.file);
    } catch (error) {
      try {
        ftruncateSync(this.file, size);
      } catch {
        // the next run drops what is incomplete
      }
      throw new Error(`cannot write ${this.path}: ${(error as Error).message}`, { cause: error });
    }
    this.entries.push(entry);
  }

  close(): void {
    closeSync(this.file);
  }

  private read(): void {
    const text = readFileSync(this.path, 'utf8');
    const lines = text.split('\n');
    const torn = lines.pop();
    const damaged: number[] = [];
    lines.forEach((line, i) => {
      const entry = parse(line);
      if (entry) this.entries.push(entry);
      else damaged.push(i + 1);
    });
    if (torn)
      this.warnings.push(
        `The last line of ${this.path} is incomplete, because the run that wrote it was killed: that submission is graded again.`,
      );
    if (damaged.length) {
      const copy = freeName(`${this.path}.damaged`);
      copyFileSync(this.path, copy);
      this.warnings.push(
        `${this.path} was changed: ${describe(damaged)} cannot be used. The file is kept as ${copy}, and what is missing is graded again. To set a score by hand, use by-hand.csv.`,
      );
    }
    if (torn || damaged.length) writeAtomic(this.path, this.entries.map(toLine).join(''), { flush: true });
  }
}

function parse(line: string): Entry | undefined {
  try {
    const { entry, sum } = JSON.parse(line) as { entry: Entry; sum: string };
    return sumOf(JSON.stringify(entry)) === sum ? entry : undefined;
  } catch {
    return undefined;
  }
}

const describe = (lines: number[]): string =>
  lines.length === 1
    ? `line ${lines[0]}`
    : `lines ${lines.slice(0, 10).join(', ')}${lines.length > 10 ? ', …' : ''}`;

function freeName(path: string): string {
  for (let i = 1; ; i++) if (!existsSync(`${path}-${i}`)) return `${path}-${i}`;
}
