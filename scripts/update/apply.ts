import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { partsIn, writeAtomic } from '../../src/project/write-atomic';
import { fingerprint, type Edition } from '../lib/edition';
import type { Step } from './plan';

/** Where files of the course's own code that a learner had changed are kept. */
export const keptFolder = 'kept';

/**
 * Carries out an update. Each file is written completely or not at all, and `edition.json` last, so that an update that was
 * stopped can be repeated.
 *
 * @param folder the learner's copy
 * @param source the folder of the newer edition
 * @returns for each step, where its other copy is: the new file of `beside`, the learner's file of `replace`
 */
export function applyUpdate(
  folder: string,
  source: string,
  steps: Step[],
  to: Edition,
): (string | undefined)[] {
  const put = (path: string, data: Buffer): void => writeAtomic(join(folder, path), data);
  removeParts(folder, Object.keys(to.files));
  const places = steps.map(({ path, action }) => {
    if (action === 'keep') return undefined;
    if (action === 'remove') return void rmSync(join(folder, path));
    const data = readFileSync(join(source, path));
    if (action === 'write') return void put(path, data);
    if (action === 'beside') {
      const place = findFree(folder, path, to.version, data);
      put(place, data);
      return place;
    }
    const mine = readFileSync(join(folder, path));
    const place = findFree(folder, join(keptFolder, path), undefined, mine);
    put(place, mine);
    put(path, data);
    return place;
  });
  put('edition.json', readFileSync(join(source, 'edition.json')));
  return places;
}

/** Removes the temporary files that a killed update has left beside the files of the edition and the kept ones. */
function removeParts(folder: string, paths: string[]): void {
  const folders = new Set(paths.map(dirname).flatMap((inside) => [inside, join(keptFolder, inside)]));
  for (const inside of [...folders, '.']) partsIn(join(folder, inside)).forEach((part) => rmSync(part));
}

/** `lesson (1.1.0).ipynb`, or with a number if there is another file of that name. */
function findFree(folder: string, path: string, mark: string | undefined, data: Buffer): string {
  const stem = path.slice(0, path.length - extname(path).length);
  for (let count = 1; ; count++) {
    const marks = [mark, count > 1 ? count : undefined].filter(Boolean).join(', ');
    const place = `${stem}${marks && ` (${marks})`}${extname(path)}`;
    const file = join(folder, place);
    if (!existsSync(file) || fingerprint(place, readFileSync(file)) === fingerprint(place, data))
      return place;
  }
}
