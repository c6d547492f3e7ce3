import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root } from '../../src/project/root';
import { fingerprint, readEdition, type Edition } from '../lib/edition';
import { findFolder, Replacement, type Kind } from '../lib/replace-folder';
import type { EditionFile } from './contents';

/** Files and folders that set-up, JupyterLab and instructors add to an edition, and that are no learner's work. */
const added = [
  '.git',
  '.setup',
  'node_modules',
  'dist',
  '.venv',
  '.tensorflow',
  '.jupyter',
  '.ipynb_checkpoints',
];

const kind: Kind = { isOne: (folder) => readEdition(folder) !== undefined, kept: ['.git'] };

/**
 * Where an edition may be written.
 *
 * @returns the real path of the folder, which may not exist yet
 * @throws if it is in the project, contains it, is no folder, or contains anything but an unchanged earlier edition
 */
export function findTarget(folder: string): string {
  const target = findFolder(folder, kind);
  const project = realpathSync(root);
  if (contains(project, target) || contains(target, project))
    throw new Error(`${folder} is in the project, or contains it; choose a folder outside`);
  const found = existsSync(target) ? lstatSync(target) : undefined;
  if (!found) return target;
  if (!found.isDirectory()) throw new Error(`${folder} is a file; choose a folder`);
  if (readdirSync(target).length === 0) return target;
  const earlier = readEdition(target);
  if (!earlier)
    throw new Error(`${folder} is not empty and is not an earlier edition; choose an empty or new folder`);
  const changed = findChanged(target, earlier);
  if (changed.length)
    throw new Error(
      `${folder} is an earlier edition in which these files were changed or added: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ` and ${changed.length - 5} more` : ''}. Nothing was replaced; choose another folder`,
    );
  return target;
}

const contains = (outer: string, inner: string): boolean => {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`));
};

/** The files that were changed, removed or added since the edition was written. */
function findChanged(folder: string, { files }: Edition): string[] {
  const found = listFiles(folder).filter((path) => path !== 'edition.json');
  const isSame = (path: string): boolean =>
    Object.hasOwn(files, path) && files[path] === fingerprint(path, readFileSync(join(folder, path)));
  return found.filter((path) => !isSame(path));
}

function listFiles(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside ? `${inside}/${entry.name}` : entry.name;
    if (added.includes(entry.name)) return [];
    return entry.isDirectory() ? listFiles(folder, path) : [path];
  });
}

/** Writes an edition wholly or not at all. An earlier one's `.git` is kept. */
export function putEdition(
  target: string,
  files: EditionFile[],
  about: Pick<Edition, 'version' | 'commit'>,
): void {
  const edition: Edition = {
    edition: 'autoencoders',
    ...about,
    files: Object.fromEntries(files.map(({ path, data }) => [path, fingerprint(path, data)])),
  };
  const all = [
    ...files,
    { path: 'edition.json', data: Buffer.from(`${JSON.stringify(edition, null, 2)}\n`) },
  ];
  const made = new Replacement(target, kind);
  try {
    for (const { path, data } of all) {
      mkdirSync(dirname(join(made.folder, path)), { recursive: true });
      writeFileSync(join(made.folder, path), data, { flush: true });
    }
  } catch (error) {
    throw made.giveUp(error);
  }
  made.put();
}
