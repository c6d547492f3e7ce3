import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic';
import type { Submission } from '../intake';
import type { Drawn } from '../pictures/draw-each';
import type { SubmissionResult } from '../reports/results';

/** Draws what the models of submissions make of digits, and reports each. */
export type DrawEach = (
  submissions: Submission[],
  onDrawn: (drawn: Drawn, submission: Submission) => void,
) => Promise<void>;

/** The checks without which there is nothing to draw. */
const needed = ['encoder-shapes', 'decoder-shapes', 'auto-shapes', 'compiled'];

/** Whether a submission's models can be trained, and their images drawn. */
export const hasModel = ({ checks }: SubmissionResult): boolean =>
  needed.every((id) => checks.some((check) => check.id === id && check.verdict === 'pass'));

/** Whether a file contains what was written to it. */
function isDrawn(found: unknown): found is Drawn {
  const { why, png, caption } = Object(found) as Record<string, unknown>;
  const isPicture = typeof png === 'string' && /^[\w+/]+=*$/.test(png) && typeof caption === 'string';
  return typeof why === 'string' || isPicture;
}

/** Changes when pictures do. */
const version = 1;

/** The pictures of a class, in the folder of its marks: each is drawn once, whoever handed in the same. */
export class Pictures {
  private readonly folder: string;

  constructor(marks: string) {
    this.folder = join(marks, 'pictures');
  }

  /** What was drawn for a submission with this content; `undefined` if nothing was tried. */
  find(content: string): Drawn | undefined {
    try {
      const found: unknown = JSON.parse(readFileSync(this.fileOf(content), 'utf8'));
      return isDrawn(found) ? found : undefined;
    } catch {
      return undefined; // not there, or damaged: it is drawn again
    }
  }

  keep(content: string, drawn: Drawn): void {
    mkdirSync(this.folder, { recursive: true });
    writeAtomic(this.fileOf(content), `${JSON.stringify(drawn)}\n`);
  }

  private fileOf(content: string): string {
    const name = createHash('sha256').update(`${version} ${content}`).digest('hex').slice(0, 32);
    return join(this.folder, `${name}.json`);
  }
}
