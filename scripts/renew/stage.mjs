import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic.cjs';

/** Where pins and locks are. */
const places = [
  'package.json',
  'package-lock.json',
  'scripts/setup/requirements',
  'test/requirements.in',
  'test/requirements.txt',
];

/**
 * Copies pins and locks into an empty folder, in which they are renewed.
 *
 * @param {string} root the project
 * @param {string} stage
 */
export function copyPins(root, stage) {
  rmSync(stage, { recursive: true, force: true });
  for (const place of places) {
    mkdirSync(dirname(join(stage, place)), { recursive: true });
    cpSync(join(root, place), join(stage, place), { recursive: true });
  }
}

/**
 * Puts the files of the stage that have changed into the project: all, or none if one cannot be written.
 *
 * @param {string} stage
 * @param {string} root
 * @returns {string[]} the changed files, as paths in the project
 * @throws the error of the file system, with the project as it was
 */
export function putPins(stage, root) {
  const paths = places.flatMap((place) => listFiles(stage, place));
  const changed = paths.filter((path) => !isSame(join(stage, path), join(root, path)));
  const before = new Map();
  try {
    for (const path of changed) {
      const target = join(root, path);
      before.set(target, existsSync(target) ? readFileSync(target) : undefined);
      writeAtomic(target, readFileSync(join(stage, path)), { flush: true });
    }
  } catch (error) {
    for (const [target, data] of before)
      if (data === undefined) rmSync(target, { force: true });
      else if (!readFileSync(target).equals(data)) writeAtomic(target, data);
    throw error;
  }
  return changed;
}

function listFiles(folder, path) {
  const [name] = path.split('/').slice(-1);
  const entry = readdirSync(dirname(join(folder, path)), { withFileTypes: true }).find(
    (one) => one.name === name,
  );
  if (!entry?.isDirectory()) return [path];
  return readdirSync(join(folder, path)).flatMap((inside) => listFiles(folder, `${path}/${inside}`));
}

const isSame = (one, other) => existsSync(other) && readFileSync(one).equals(readFileSync(other));
