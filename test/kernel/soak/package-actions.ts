import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Action, World } from './world';

type Files = Record<string, string>;

const types = 'export declare const value: number;\n';
const twoWays = { '.': { types: './index.d.ts', import: './index.mjs', require: './index.cjs' } };
const manifest = (name: string, version: number, rest: object): string =>
  JSON.stringify({ name, version: `${version}.0.0`, ...rest });

/** The packages that can be installed, each in several versions that are built in different ways. */
const packages: Record<string, Files[]> = {
  alpha: [
    {
      'package.json': manifest('alpha', 1, { main: 'index.js' }),
      'index.js': 'exports.value = 1;\n',
      'index.d.ts': types,
    },
    {
      'package.json': manifest('alpha', 2, {
        type: 'module',
        exports: { '.': { types: './t.d.ts', default: './m.js' } },
      }),
      'm.js': "import { part } from './part.js';\nexport const value = 2 + part;\n",
      'part.js': 'export const part = 0.5;\n',
      't.d.ts': types,
    },
    {
      'package.json': manifest('alpha', 3, { type: 'module', exports: './m.js' }),
      'm.js': 'export const value = 3;\nexport default 33;\n',
    },
    {
      'package.json': manifest('alpha', 4, {
        exports: { './deep': { types: './d.d.ts', default: './d.js' } },
      }),
      'd.js': 'exports.value = 4;\n',
      'd.d.ts': types,
    },
    {
      'package.json': manifest('alpha', 5, { exports: twoWays }),
      'index.mjs': 'export const value = 5;\nexport default "esm";\n',
      'index.cjs': 'exports.value = 5;\nexports.default = "cjs";\n',
      'index.d.ts': `${types}declare const text: string;\nexport default text;\n`,
    },
    {
      'package.json': manifest('alpha', 6, { main: 'index.js' }),
      'index.js': "throw new Error('alpha 6 throws');\n",
    },
    { 'package.json': manifest('alpha', 7, { main: 'missing.js' }), 'deep.js': 'exports.value = 7;\n' },
  ],
  beta: [
    { 'package.json': manifest('beta', 1, {}), 'index.js': "exports.value = require('alpha').value * 10;\n" },
    {
      'package.json': manifest('beta', 2, { type: 'module', exports: './index.js', types: 'index.d.ts' }),
      'index.js': "import * as alpha from 'alpha';\nexport const value = alpha.value * 100;\n",
      'index.d.ts': types,
    },
    {
      'package.json': manifest('beta', 3, { main: 'index.ts' }),
      'index.ts': "import { value as one } from './one';\nexport const value: number = one + 3;\n",
      'one.ts': 'export const value = 1;\n',
    },
  ],
  '@scope/gamma': [
    {
      'package.json': manifest('@scope/gamma', 1, { type: 'module', exports: { import: './i.js' } }),
      'i.js': 'export const value = await Promise.resolve(1);\nexport default 7;\n',
    },
    { 'package.json': manifest('@scope/gamma', 2, {}), 'index.js': 'module.exports = { value: 2 };\n' },
  ],
};

function makeFolder(world: World, name: string, version: number): string {
  const folder = join(world.packages, `${name.replace('/', '-')}-${version}`);
  for (const [file, text] of Object.entries(packages[name]![version]!)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];

export const packageActions: Action[] = [
  {
    weight: 6,
    title: 'npm install',
    run(world) {
      const name = world.chance.pick(Object.keys(packages));
      const folder = makeFolder(world, name, world.chance.below(packages[name]!.length));
      const isLink = world.chance.happens(0.3);
      const args = ['install', ...quiet, ...(isLink ? [] : ['--install-links']), folder];
      const isDone = world.run('npm', args);
      return `${folder.slice(world.packages.length + 1)}${isLink ? ', linked' : ''}${isDone ? '' : ': failed'}`;
    },
  },
  {
    weight: 3,
    title: 'npm uninstall',
    run(world) {
      const name = world.chance.pick(Object.keys(packages));
      return `${name}${world.run('npm', ['uninstall', ...quiet, name]) ? '' : ': failed'}`;
    },
  },
  {
    weight: 5,
    title: 'put a package into node_modules by hand',
    run(world) {
      const name = world.chance.pick(Object.keys(packages));
      const version = world.chance.below(packages[name]!.length);
      const isOver = world.chance.happens(0.3); // over what is there, as a copy that was cut short
      if (!isOver) rmSync(world.path(`node_modules/${name}`), { recursive: true, force: true });
      for (const [file, text] of Object.entries(packages[name]![version]!))
        world.write(`node_modules/${name}/${file}`, text);
      return `${name}, version ${version + 1}${isOver ? ', over the one there' : ''}`;
    },
  },
  {
    weight: 1,
    title: 'delete node_modules',
    run(world) {
      world.remove('node_modules');
      return 'node_modules';
    },
  },
];
