import type { Who } from './who';

/** What a platform's own file says of a submission. */
export interface PlatformRecord {
  /** Several if a group handed it in. */
  submitters: Who[];
  submittedAt?: string;
}
