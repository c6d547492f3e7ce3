import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from './chance';
import type { Content, Style } from './content';
import { isContent, type Folder, type Package } from './folder';
import { installPackage, packageNames, putPackage, removePackage, uninstallPackage } from './packages';
import { drawRequest, moduleNames } from './reads';

/** What an action draws from, and changes. */
export interface Place {
  chance: Chance;
  folder: Folder;
  /** A number that no file has contained yet. */
  next(): number;
}

/** Changes the folder; returns what was done, and an import that it affects, if any. */
type Action = (place: Place) => Promise<Done> | Done;
export interface Done {
  did: string;
  request?: string;
}

/** The frequency of each action on the files, relative to the others. */
export const weights: Record<string, number> = {
  write: 30,
  breaks: 12,
  fixAll: 3,
  remove: 10,
  rename: 8,
  replace: 4,
  rewrite: 3,
  link: 4,
  makeFolder: 3,
  turnToFolder: 4,
  writeMany: 1,
  tsconfig: 4,
  checkOut: 7,
  put: 10,
  takeOut: 5,
  npmInstall: 1,
  npmUninstall: 0.5,
};

export const actions: Record<string, Action> = {
  write(place) {
    return write(place, drawName(place), drawContent(place));
  },
  breaks(place) {
    const { chance, folder } = place;
    const names = folder.names();
    const kind = chance.pick(['syntax', 'types', 'throws'] as const);
    const name = names.length ? chance.pick(names) : 'a.ts';
    return write(place, name, {
      kind: kind === 'types' && !name.endsWith('.ts') ? 'throws' : kind,
      value: place.next(),
    });
  },
  fixAll(place) {
    const broken = place.folder.names().filter((name) => {
      const entry = place.folder.files.get(name);
      return isContent(entry) && !['value', 'sum'].includes(entry.content.kind);
    });
    for (const name of broken) place.folder.write(name, { kind: 'value', value: place.next() });
    return { did: `fix ${broken.join(', ')}` };
  },
  remove({ chance, folder }) {
    const names = folder.names(true);
    if (!names.length) return { did: 'remove nothing' };
    const name = chance.pick(names);
    folder.remove(name);
    return { did: `remove ${name}`, request: toRequest(name) };
  },
  rename(place) {
    const { chance, folder } = place;
    const names = folder.names().filter((name) => !name.includes('/'));
    if (!names.length) return { did: 'rename nothing' };
    const from = chance.pick(names);
    const to = chance.pick(moduleNames) + from.slice(from.lastIndexOf('.'));
    if (from === to) return { did: 'rename nothing' };
    folder.rename(from, to);
    return { did: `rename ${from} to ${to}`, request: toRequest(chance.pick([from, to])) };
  },
  replace(place) {
    const name = drawName(place);
    const content = drawContent(place);
    place.folder.replace(name, content);
    return {
      did: `replace ${name} with an older file: ${JSON.stringify(content)}`,
      request: toRequest(name),
    };
  },
  rewrite(place) {
    const name = drawName(place);
    for (let i = 0; i < 20; i++) place.folder.write(name, { kind: 'value', value: place.next() });
    return { did: `write ${name} 20 times`, request: toRequest(name) };
  },
  link({ chance, folder }) {
    const [name, target] = [chance.pick(moduleNames), chance.pick(moduleNames)];
    if (name === target) return { did: 'link nothing' };
    folder.link(`${name}.ts`, `${target}.ts`);
    return { did: `link ${name}.ts to ${target}.ts`, request: `./${name}` };
  },
  makeFolder({ chance, folder }) {
    const name = chance.pick(moduleNames);
    folder.remove(`${name}.ts`);
    folder.makeFolder(`${name}.ts`);
    return { did: `make a folder ${name}.ts`, request: `./${name}` };
  },
  turnToFolder(place) {
    const name = place.chance.pick(moduleNames);
    for (const ending of ['.ts', '.js']) place.folder.remove(name + ending);
    return write(place, `${name}/index${place.chance.pick(['.ts', '.js'])}`, drawContent(place, '.'));
  },
  writeMany(place) {
    const { chance, folder } = place;
    for (let i = 0; i < 300; i++) folder.write(`many/m${i}.ts`, { kind: 'value', value: i });
    const parts = Array.from({ length: 300 }, (_, i) => `./m${i}`);
    folder.write('many/index.ts', { kind: 'sum', of: parts, value: place.next() });
    for (let i = 0; i < 300; i++) if (chance.happens(0.01)) folder.remove(`many/m${i}.ts`);
    return { did: 'write 300 files', request: './many' };
  },
  tsconfig({ chance, folder }) {
    const file = folder.at('tsconfig.json');
    const text = chance.pick([
      '{ "compilerOptions": { "strict": true, "module": "esnext" } }',
      '{ "comp',
      '',
    ]);
    if (text) writeFileSync(file, text);
    else rmSync(file, { force: true });
    return { did: `write tsconfig.json: ${text}` };
  },
  checkOut({ chance, folder }) {
    // on the branch itself, a tsconfig.json of the other one would be in the way
    rmSync(folder.at('tsconfig.json'), { force: true });
    const branch = chance.pick(['main', 'other', 'third'].filter((name) => name !== folder.branch));
    folder.checkOut(branch);
    return { did: `check out ${branch}` };
  },
  put(place) {
    const name = place.chance.pick(packageNames);
    const made = drawPackage(place, name);
    putPackage(place.folder, name, made);
    return { did: `put ${name}: ${JSON.stringify(made)}`, request: name };
  },
  takeOut({ chance, folder }) {
    const name = chance.pick(packageNames);
    removePackage(folder, name);
    return { did: `take out ${name}`, request: name };
  },
  async npmInstall(place) {
    const name = place.chance.pick(packageNames);
    const made = drawPackage(place, name);
    await installPackage(place.folder, name, made);
    return { did: `npm install ${name}: ${JSON.stringify(made)}`, request: name };
  },
  async npmUninstall({ chance, folder }) {
    const name = chance.pick(packageNames);
    await uninstallPackage(folder, name);
    return { did: `npm uninstall ${name}`, request: name };
  },
};

function write({ chance, folder }: Place, name: string, content: Content): Done {
  const style: Style = { crlf: chance.happens(0.15), bom: chance.happens(0.1) };
  folder.write(name, content, style);
  const how = (style.crlf ? ', CRLF' : '') + (style.bom ? ', BOM' : '');
  return { did: `write ${name}: ${JSON.stringify(content)}${how}`, request: toRequest(name) };
}

const drawName = ({ chance }: Place): string => {
  const ending = chance.pickWeighted({ '.ts': 10, '.js': 2, '.json': 3, '/index.ts': 2 });
  return chance.pick(moduleNames) + ending;
};

function drawContent(place: Place, up = ''): Content {
  const { chance } = place;
  const value = place.next();
  if (chance.happens(0.5)) return { kind: 'value', value };
  const of = Array.from({ length: 1 + chance.below(2) }, () => drawRequest(chance));
  return { kind: 'sum', of: of.map((each) => (each.startsWith('.') ? up + each : each)), value };
}

function drawPackage(place: Place, name: string): Package {
  const { chance } = place;
  const form = chance.pick(['main', 'exports', 'module', 'awaits', 'broken'] as const);
  const value = place.next();
  // each may depend on later ones, so that there are no cycles
  const others = packageNames.slice(packageNames.indexOf(name as (typeof packageNames)[number]) + 1);
  return others.length && chance.happens(0.3) ? { form, value, of: chance.pick(others) } : { form, value };
}

/** The import of a file. */
export function toRequest(name: string): string {
  const bare = name.endsWith('.json') ? name : name.replace(/(\/index)?\.[tj]s$/, '');
  return `./${join(bare)}`;
}
