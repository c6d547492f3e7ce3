import { extname } from 'node:path';
import { isBlackboardNote } from './blackboard';

/** The largest files that are read, in bytes: a notebook may contain pictures. */
const largest: Record<string, number> = { '.ts': 2 ** 20, '.ipynb': 32 * 2 ** 20 };

/** What the platforms add: who handed in, and when. */
export const metadataName = 'submission_metadata.yml';
export const timestampName = 'timestamp.txt';

/** What systems and editors leave in folders: nobody handed it in. */
const litter = [
  /^\.DS_Store$/,
  /^__MACOSX$/,
  /^\._/,
  /^Thumbs\.db$/i,
  /^desktop\.ini$/i,
  /^\.ipynb_checkpoints$/,
  /^\.git(ignore|attributes|keep)?$/,
];

export const isLitter = (name: string): boolean => litter.some((pattern) => pattern.test(name));
export const isZip = (name: string): boolean => /\.zip$/i.test(name);
export const isNotebook = (name: string): boolean => /\.ipynb$/i.test(name);

/** Whether a file can be a submission: TypeScript or a notebook. */
export const isCandidate = (name: string): boolean =>
  extname(name).toLowerCase() in largest && !/\.d\.ts$/i.test(name);

/** The most bytes that are read of a candidate. */
export const largestOf = (name: string): number => largest[extname(name).toLowerCase()]!;

export const isMetadata = (name: string): boolean =>
  name === metadataName || name === timestampName || isBlackboardNote(name);

/** The first bytes of Blackboard's notes are the platform's; a learner's text follows, of any length. */
export const headOf = (name: string): number | undefined => (isBlackboardNote(name) ? 16 * 1024 : undefined);

/** Why a file of another kind is skipped. */
export const whyNot = (name: string): string =>
  /\.(rar|7z|tar|gz|tgz|bz2|xz)$/i.test(name)
    ? 'an archive, but not a zip: only zips are opened'
    : 'neither a .ts file nor a notebook';
