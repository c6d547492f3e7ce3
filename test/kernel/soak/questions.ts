import type { Question } from './kernels';
import { MODULES, OTHERS } from './modules';
import type { World } from './world';

const packages = [
  'alpha',
  'alpha',
  'alpha/deep',
  'beta',
  'beta',
  '@scope/gamma',
  'alpha/package.json',
  'alpha/m.js',
  'nowhere',
];
const endings = ['', '', '', '', '', '.ts', '.js', '.json', '/index', '/', '.tsx', '.mjs'];

const others = [
  '#a',
  '#any/b',
  './many',
  './many/m7',
  '.',
  '../my notebook/a',
  './package.json',
  './tsconfig.json',
];

/** Draws what an import asks for: mostly a module or a package that is there. */
export function drawRequest(world: World): string {
  const { chance } = world;
  if (chance.happens(0.25)) {
    const installed = world.packageNames();
    return chance.pick(installed.length && chance.happens(0.6) ? installed : packages);
  }
  if (chance.happens(0.08)) return chance.pick(others);
  const modules = world.files().filter((file) => /\.([cm]?[jt]sx?|json)$/.test(file));
  if (!modules.length || chance.happens(0.25))
    return `./${chance.pick([...MODULES, ...MODULES, ...OTHERS])}${chance.pick(endings)}`;
  const file = `./${chance.pick(modules)}`;
  const short = file.replace(/(\/index)?(\.d)?\.[cm]?[jt]sx?$/, '');
  return chance.happens(0.8) ? short : chance.pick([file, `${short}.js`, `${short}.ts`]);
}

/** A cell that stands alone: what it comes to depends on the files only. */
export function drawCell(world: World): string {
  const { chance } = world;
  const request = `'${drawRequest(world)}'`;
  const n = chance.below(1000);
  return chance.pick([
    `import { value } from ${request};\nvalue`,
    `import { value } from ${request};\nvalue`,
    `import given, { value as one } from ${request};\n[given, one]`,
    `import * as all from ${request};\nObject.keys(all).sort().join()`,
    `import given from ${request};\ngiven`,
    `import type { Shape } from ${request};\nconst shape: Shape = { side1: ${n} };\nshape`,
    `import { value as typed } from ${request};\nconst text: string = typed;\ntext`,
    `import { sum } from ${request};\nsum()`,
    `import { fail } from ${request};\n\nfail()`,
    `import { value as again, value as twice } from ${request};\nconst other${n % 3} = again;\nother${n % 3} === twice`,
    `export * from ${request};\n${n}`,
    `const found = require(${request});\nfound.value`,
    `(await import(${request})).value`,
    `try {\n  require(${request});\n} catch (error) {\n  console.log((error as Error).message);\n}`,
    `import { value as left } from ${request};\nimport { value as right } from '${drawRequest(world)}';\n[left, right]`,
    `import { Box, Kind } from ${request};\n[new Box().n, Kind.Two]`,
    `import ${request};\n${n}`,
    `notDeclared${n} + 1`,
    `const = ${n};`,
    `throw new RangeError('cell ${n}');`,
    `console.log(${n}); console.error('${n}');`,
    `JSON.stringify({ n: ${n} })`,
  ]);
}

/** Asks for completions or an inspection of what a file exports. */
export function drawLook(world: World): Question {
  const { chance } = world;
  const request = `'${drawRequest(world)}'`;
  const [ask, code] = chance.pick([
    ['complete', `import * as all from ${request};\nall.|`],
    ['complete', `import { v| } from ${request};`],
    ['complete', `import { value } from ${request};\nvalue.to|`],
    ['inspect', `import { val|ue } from ${request};`],
    ['inspect', `import { value } from ${request};\nval|ue + 1`],
    ['inspect', `import * as all from ${request};\nal|l`],
    ['inspect', `import { Bo|x } from ${request};`],
  ] as ['complete' | 'inspect', string][]);
  const cursor = [...code.slice(0, code.indexOf('|'))].length;
  return { ask, code: code.replace('|', ''), cursor };
}
