import type { Learner } from '../reports/results';

/** One file to grade. */
export interface Submission {
  slug: string;
  /** Where it is, for reports: as given on the command line, or found in a folder or zip given there. */
  path: string;
  /** Who handed it in: what the platform's names or the roster say; absent if nothing tells. */
  learner?: Learner;
  /** When it was handed in (ISO 8601, in UTC), if the platform tells. */
  submittedAt?: string;
  /** Whether it was handed in after the due date; absent if there is none, or the time is not known. */
  late?: boolean;
  /** The file's text. */
  text: string;
  isNotebook: boolean;
  /** For the learner: why the file is not read. */
  unreadable?: string;
}
