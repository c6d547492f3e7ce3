import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeIn, UsageError, type Submission } from '../../grading/intake';
import { toZip } from '../lib/zip';

/**
 * A zip of answers, which the grader is known to take in: each for its task, and all of this learner, whether it is given the
 * zip or a folder with those of a class.
 *
 * @param name the learner, and the archive without `.zip`
 * @throws UsageError if the grader would not read all of it, or take it for someone else's
 */
export async function toArchive(name: string, answers: Submission[]): Promise<Buffer> {
  const zip = await toZip(
    answers.map(({ slug, text, isNotebook }) => ({
      name: `${slug}${isNotebook ? '.ipynb' : '.ts'}`,
      data: text,
    })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'submit-'));
  try {
    writeFileSync(join(folder, `${name}.zip`), zip);
    for (const path of [join(folder, `${name}.zip`), folder]) await assertTakenIn(path, name, answers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return zip;
}

async function assertTakenIn(path: string, name: string, answers: Submission[]): Promise<void> {
  const { submissions, skipped } = await takeIn([path]);
  for (const { slug, text } of answers) {
    const found = submissions.find((one) => one.slug === slug);
    if (found?.learner && found.learner.id !== name)
      throw new UsageError(
        `invalid --name: ${name} (the grader would take it for ${found.learner.id}: write it differently)`,
      );
    if (found && !found.learner)
      throw new UsageError(
        `invalid --name: ${name} (the grader would not take it for a name: add your last name)`,
      );
    if (found?.text === text) continue;
    const why = found?.unreadable ?? skipped[0]?.why ?? 'it is not found in the archive';
    throw new UsageError(`the grader would not read your answer to ${slug}: ${why}`);
  }
}
