/** A file that may be a submission, or says who handed one in. */
export interface Found {
  /** For reports; a file in a zip has the zip's path before its own. */
  path: string;
  /** The names of folders, zips and the file, below the path that was given. */
  parts: string[];
  /** When it was last written, in milliseconds; only compared with the times of other files. */
  time?: number;
  /**
   * @param most the most bytes to read
   * @throws Unreadable or Unavailable
   */
  read(most: number): Promise<Buffer>;
}

/** What was handed in cannot be read, and that is the learner's to change; `message` tells them why. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** The grader cannot read a file, for which the learner is not to blame; `message` says why. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** @throws Unreadable if something of `size` bytes is larger than `most` */
export function assertSize(size: number, most: number): void {
  if (size > most) throw new Unreadable(`the file is larger than ${+(most / 2 ** 20).toFixed(1)} MB`);
}
