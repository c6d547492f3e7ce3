import { slugs } from '../tasks';
import { splitName, type Who } from './who';

/** What the name that a platform gives to a file or folder tells. */
export interface Naming {
  who: Who;
  /** The name that the learner gave to the file; nothing for a folder. */
  name?: string;
  /** Grows with each time that the learner handed in. */
  attempt?: number;
  late?: true;
}

/**
 * Moodle's "Download all submissions": `Ada Lovelace_123_assignsubmission_file_/task.ipynb` or, without folders,
 * `Ada Lovelace_123_assignsubmission_file_task.ipynb`; with groups, the group is before the name (`Team 1-Ada Lovelace`),
 * with anonymous submissions the name is `Participant`. The number is that of the participant in the assignment. The
 * download has the last attempt only. (Seen in downloads that people published.)
 */
export function readMoodle(given: string): Naming | undefined {
  const [, fullName, number, name] = /^(.+)_(\d+)_assignsubmission_[a-z]+(?:_(.*))?$/s.exec(given) ?? [];
  if (fullName === undefined || number === undefined) return undefined;
  const isAnonymous = fullName === 'Participant';
  const aliases = [`Participant ${number}`, fullName, fullName.replace(/^[^-]*-/, '')];
  const who = { id: `${fullName}_${number}`, ...(isAnonymous ? {} : splitName(fullName)), aliases };
  return { who, ...(name && { name }) };
}

/**
 * Canvas' "Download Submissions": `lovelaceada_LATE_12345_678_0-vanilla-1.ts`: the name by which it sorts, in lower case
 * and without spaces; `LATE` if it was; the number of the user; that of the file, which grows with each upload.
 * (The names are those that the tool canvas-unzipper describes; `LATE` and the number of a resubmission were not in it.)
 */
export function readCanvas(given: string): Naming | undefined {
  const [, sorted, late, user, file, name] = /^([^_]+)_(LATE_)?(\d+)_(\d+)_(.+)$/s.exec(given) ?? [];
  if (!sorted || !user || !file || !name) return undefined;
  const who = { id: `${sorted}_${user}`, aliases: [`#${user}`, sorted] };
  return { who, name, attempt: Number(file), ...(late && { late: true as const }) };
}

/** Gradescope's "Export Submissions": a folder `submission_123456`; `submission_metadata.yml` says who it is. */
export const isGradescope = (given: string): boolean => /^submission_\d+$/.test(given);

/**
 * Repositories of GitHub Classroom and its like: `0-vanilla-ada` has the name of the assignment before the login. Cloned
 * with `gh classroom clone student-repos`, they are in a folder `<assignment>-submissions`.
 */
export function readRepository(given: string, container: string): Naming | undefined {
  const [, assignment] = /^(.+)-submissions$/.exec(container) ?? [];
  const prefix = [...slugs, ...(assignment ? [assignment] : [])].find((one) => given.startsWith(`${one}-`));
  const login = prefix === undefined ? '' : given.slice(prefix.length + 1);
  return /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(login) && !/^(copy)?\d*$/i.test(login)
    ? { who: { id: login, aliases: [login] } }
    : undefined;
}
