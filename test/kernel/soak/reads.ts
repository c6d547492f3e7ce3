import type { Chance } from './chance';
import { valueOf, type Expected } from './expected';
import type { Folder } from './folder';
import { packageNames } from './packages';

/** The modules' names, without an extension. */
export const moduleNames = ['a', 'b', 'c', 'd', 'größe', 'two words'] as const;

/** A cell that reads an export of a module, a JSON file or a package. */
export interface Read {
  code: string;
  /** Its import. */
  request: string;
  /** The expected result, according to the record of the folder at this moment. */
  expected(): Expected;
}

/** An import that a file of the folder could have. */
export function drawRequest(chance: Chance): string {
  if (chance.happens(0.15)) return chance.pick(packageNames);
  const name = chance.pick(moduleNames);
  return chance.happens(0.15) ? `./${name}.json` : `./${name}`;
}

/** A cell that imports `request`, in one of several ways. */
export function drawRead(chance: Chance, folder: Folder, request = drawRequest(chance)): Read {
  const from = JSON.stringify(request);
  const isJson = request.endsWith('.json');
  const forms = isJson
    ? [`import data from ${from};\ndata.value`, `import * as all from ${from};\nall.value`]
    : [
        `import { value } from ${from};\nvalue`,
        `import { value as kept } from ${from}; kept`,
        `import * as all from ${from};\nall.value`,
        `(await import(${from})).value`,
      ];
  // `require` cannot wait, and fails for modules with top-level `await` until an import has waited for them
  const mayWait = [...folder.packages.values()].some(({ form }) => form === 'awaits');
  if (mayWait || !chance.happens(0.12))
    return { code: chance.pick(forms), request, expected: () => valueOf(folder, request) };
  // types are not checked here: the expected result is that of a fresh kernel
  return { code: `require(${from}).value`, request, expected: () => 'unknown' };
}
