import { chmodSync, existsSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { drawFile, drawText, MODULES, OTHERS } from './modules';
import type { Action, World } from './world';

const maybeFile = ({ chance }: World, files: string[]): string | undefined =>
  files.length ? chance.pick(files) : undefined;

/** Moves what is there, over what lies in its way. */
function move(world: World, from: string, to: string): string {
  if (to.startsWith(from)) return `${from} stays`;
  world.clearWay(to);
  renameSync(world.path(from), world.path(to));
  world.changed();
  return `${from} to ${to}`;
}

function link(world: World, name: string, target: string): string {
  world.clearWay(name);
  symlinkSync(target, world.path(name));
  return `${name} to ${target}`;
}

const settings = [
  '{ "compilerOptions": { "strict": true, "paths": { "./a": ["./b"] } } }',
  '{ "compilerOptions": { "module": "esnext", "target": "es5", "baseUrl": "." } }',
  '{ "compilerOptions": ',
  '{ "extends": "./tsconfig.json" }',
];
const manifests = ['commonjs', 'module'].map((type) =>
  JSON.stringify({ name: 'notebook', type, imports: { '#a': './a.ts', '#any/*': './*.ts' } }),
);

/** What happens to the files beside a notebook. */
export const fileActions: Action[] = [
  {
    weight: 12,
    title: 'write a module',
    run(world) {
      const file = drawFile(world.chance);
      const text = drawText(world.chance, file);
      world.write(file, text);
      return `${file}: ${JSON.stringify(text)}`;
    },
  },
  {
    weight: 12,
    title: 'change a file',
    run(world) {
      const file = maybeFile(
        world,
        world.files().filter((name) => /\.[cm]?(ts|tsx|js|json)$/.test(name)),
      );
      if (!file) return 'there is none';
      const text = drawText(world.chance, file);
      world.write(file, text);
      return `${file}: ${JSON.stringify(text)}`;
    },
  },
  {
    weight: 4,
    title: 'change a digit, times and size as before',
    run(world) {
      const file = `${world.chance.pick(MODULES)}.ts`;
      const text = `export const value = ${100 + world.chance.below(900)};\n`;
      const before = existsSync(world.path(file)) && statSync(world.path(file));
      world.write(file, text);
      if (before) utimesSync(world.path(file), before.atime, before.mtime);
      return `${file}: ${JSON.stringify(text)}`;
    },
  },
  {
    weight: 3,
    title: 'write a file 20 times',
    run(world) {
      const file = drawFile(world.chance);
      let text = '';
      for (let i = 0; i < 20; i++) world.write(file, (text = drawText(world.chance, file)));
      return `${file}, at last: ${JSON.stringify(text)}`;
    },
  },
  {
    weight: 6,
    title: 'delete a file',
    run(world) {
      const file = maybeFile(world, world.files());
      if (file) world.remove(file);
      return file ?? 'there is none';
    },
  },
  {
    weight: 4,
    title: 'rename a file',
    run(world) {
      const file = maybeFile(world, world.files());
      if (!file) return 'there is none';
      const extension = /(\/index)?\.[^/]*$/.exec(file)?.[0] ?? '';
      return move(world, file, `${world.chance.pick(OTHERS)}${extension}`);
    },
  },
  {
    weight: 3,
    title: 'make a folder of a file, or a file of a folder',
    run(world) {
      const file = maybeFile(
        world,
        world.files().filter((name) => /\.[tj]s$/.test(name)),
      );
      if (!file) return 'there is none';
      const [, name = '', index, extension = ''] = /^(.*?)(\/index)?(\.[tj]s)$/.exec(file) ?? [];
      if (!index) return move(world, file, `${name}/index${extension}`);
      const done = move(world, file, `${name}${extension}`);
      world.remove(name);
      return done;
    },
  },
  {
    weight: 1,
    title: 'put a folder where a file was',
    run(world) {
      const name = `${world.chance.pick(MODULES)}.ts`;
      world.remove(name);
      world.write(`${name}/index.ts`, 'export const value = "in a folder";');
      return name;
    },
  },
  {
    weight: 3,
    title: 'link',
    run(world) {
      const { chance } = world;
      const [file, folder] = [`${chance.pick(MODULES)}.ts`, chance.pick(['folder', 'missing', 'linked'])];
      return chance.happens(0.7) ? link(world, 'link.ts', file) : link(world, 'linked', folder);
    },
  },
  {
    weight: 2,
    title: 'write bytes that are no text',
    run(world) {
      const file = `${world.chance.pick(MODULES)}.ts`;
      world.write(file, '');
      writeFileSync(world.path(file), Buffer.from([0xff, 0xfe, 0x41, 0, 0, 0xd8, 0x0a]));
      return file;
    },
  },
  {
    weight: 2,
    title: 'write 500 files',
    run(world) {
      const n = world.chance.below(1000);
      for (let i = 0; i < 500; i++) world.write(`many/m${i}.ts`, `export const m${i} = ${i + n};`);
      const lines = Array.from({ length: 50 }, (_, i) => `export * from './m${i * 10}';`);
      world.write('many/index.ts', lines.join('\n'));
      return `many, from ${n} on`;
    },
  },
  {
    weight: 1,
    title: 'delete the 500 files',
    run(world) {
      world.remove('many');
      return 'many';
    },
  },
  {
    weight: 3,
    title: 'write or delete tsconfig.json',
    run: (world) => writeOrDelete(world, 'tsconfig.json', settings),
  },
  {
    weight: 2,
    title: 'write or delete package.json',
    run: (world) => writeOrDelete(world, 'package.json', [...manifests, '{ "name": ']),
  },
  {
    weight: process.getuid?.() === 0 ? 0 : 1, // root may read all
    title: 'make a file unreadable, or readable',
    run(world) {
      const file = maybeFile(
        world,
        world.files().filter((name) => existsSync(world.path(name))),
      );
      if (!file) return 'there is none';
      const isReadable = world.chance.happens(0.5);
      chmodSync(world.path(file), isReadable ? 0o644 : 0);
      world.changed();
      return `${file}: ${isReadable}`;
    },
  },
];

function writeOrDelete(world: World, file: string, texts: string[]): string {
  if (world.chance.happens(0.3)) {
    world.remove(file);
    return 'deleted';
  }
  const text = world.chance.pick(texts);
  world.write(file, text);
  return text;
}
