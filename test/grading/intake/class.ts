import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { takeIn, type Intake, type IntakeOptions } from '../../../grading/intake';

/** A folder for one test, with what people hand in. */
export class Class {
  readonly folder = mkdtempSync(join(tmpdir(), 'intake-'));

  constructor(files: Record<string, string | Buffer> = {}) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** What is taken in from paths in the folder. */
  takeIn(paths: string | string[], options?: IntakeOptions): Promise<Intake> {
    return takeIn(
      [paths].flat().map((path) => join(this.folder, path)),
      options,
    );
  }

  /** `learner: task: text` of each submission, sorted; the text is `!` and why, if it cannot be read. */
  async list(paths: string | string[], options?: IntakeOptions): Promise<string[]> {
    const { submissions } = await this.takeIn(paths, options);
    return submissions
      .map(
        ({ slug, learner, text, unreadable }) =>
          `${learner?.id}: ${slug}: ${unreadable ? `!${unreadable}` : text}`,
      )
      .sort();
  }
}

/** The lines `path: why` of what was skipped, with paths from the folder on. */
export const skippedIn = ({ folder }: Class, { skipped }: Intake): string[] =>
  skipped.map(({ path, why }) => `${path.replace(`${folder}/`, '')}: ${why}`);
