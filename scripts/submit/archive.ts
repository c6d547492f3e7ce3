import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeIn, UsageError, type Submission } from '../../grading/intake';
import { toZip } from '../lib/zip';

/** What the grader does not read in an archive, and why. */
export interface Refused {
  answer: Submission;
  why: string;
}

interface Archive {
  zip: Buffer;
  /** The answers in it. */
  answers: Submission[];
  refused: Refused[];
}

/**
 * A zip of answers, which the grader is known to take in: each for its task, and all of this learner, whether it is given
 * the zip or a folder with those of a class. Answers that the grader refuses are left out.
 *
 * @param name the learner, and the archive without `.zip`
 * @throws UsageError if the grader would take them for someone else's
 */
export async function toArchive(name: string, answers: Submission[]): Promise<Archive> {
  const zip = await toZip(
    answers.map(({ slug, text, isNotebook }) => ({
      name: `${slug}${isNotebook ? '.ipynb' : '.ts'}`,
      data: text,
    })),
  );
  const refused = answers.length ? await findRefused(zip, name, answers) : [];
  if (!refused.length) return { zip, answers, refused };
  const rest = await toArchive(
    name,
    answers.filter((one) => !refused.some(({ answer }) => answer === one)),
  );
  return { ...rest, refused: [...refused, ...rest.refused] };
}

async function findRefused(zip: Buffer, name: string, answers: Submission[]): Promise<Refused[]> {
  const folder = mkdtempSync(join(tmpdir(), 'submit-'));
  try {
    const file = join(folder, `${name}.zip`);
    writeFileSync(file, zip);
    return [...(await takeBack(file, name, answers)), ...(await takeBack(folder, name, answers))].filter(
      ({ answer }, at, all) => all.findIndex((one) => one.answer === answer) === at,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes in what is at `path` as the grader does. */
async function takeBack(path: string, name: string, answers: Submission[]): Promise<Refused[]> {
  const { submissions, skipped } = await takeIn([path]).catch((error: unknown) => {
    if (error instanceof UsageError) return { submissions: [], skipped: [] }; // nothing in it is taken in
    throw error;
  });
  return answers.flatMap((answer) => {
    const found = submissions.find(({ slug }) => slug === answer.slug);
    if (found && found.learner?.id !== name) throw mistaken(name, found.learner?.id);
    if (found?.text === answer.text) return [];
    const skip = skipped.find((one) => one.path.includes(`/${answer.slug}.`));
    return [{ answer, why: found?.unreadable ?? skip?.why ?? 'the grader refuses it: is it very large?' }];
  });
}

const mistaken = (name: string, other?: string): UsageError =>
  new UsageError(
    other === undefined
      ? `invalid --name: ${name} (the grader would not take it for a name: add your last name)`
      : `invalid --name: ${name} (the grader would take it for ${other}: write it differently)`,
  );
