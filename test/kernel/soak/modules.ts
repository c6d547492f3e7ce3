import { posix } from 'node:path';
import type { Chance } from './chance';

/**
 * The modules beside the notebook, by name without extension. A module reads at load only from those after it, so that
 * their order of loading never matters: a kernel that keeps modules may answer only what a fresh one would.
 */
export const MODULES = ['a', 'b', 'folder/c', 'd', 'größe', 'e e', 'f'];

/** Names that files get besides: renamed, linked, in another case. No module reads from these at load. */
export const OTHERS = ['A', 'moved', 'Folder/c', 'link', 'linked/c', 'folder'];

const EXTENSIONS = [
  '.ts',
  '.ts',
  '.ts',
  '.ts',
  '.tsx',
  '.js',
  '/index.ts',
  '.json',
  '/index.js',
  '.mjs',
  '.cjs',
  '.mts',
  '.d.ts',
];

/** Draws a file of a module, `a.ts` or `a/index.js`. */
export const drawFile = (chance: Chance, name = chance.pick(MODULES)): string =>
  `${name}${chance.pick(EXTENSIONS)}`;

/** Draws what a file holds. */
export function drawText(chance: Chance, file: string): string {
  const n = chance.below(1000);
  const texts = file.endsWith('.json')
    ? json(n)
    : /\.[cm]?js$/.test(file)
      ? javaScript(n, file)
      : typeScript(n, file, chance);
  return dress(chance.weighted(texts).text, chance, file);
}

interface Text {
  weight: number;
  text: string;
}

/** Some files have Windows' line ends, a byte order mark, or lines before the first. */
function dress(text: string, chance: Chance, file: string): string {
  const above = file.endsWith('.json') ? '' : '\n'.repeat(chance.pick([0, 0, 1, 7]));
  const lines = `${above}${text}\n`;
  const ends = chance.happens(0.2) ? lines.replaceAll('\n', '\r\n') : lines;
  return chance.happens(0.1) ? `\uFEFF${ends}` : ends;
}

const json = (n: number): Text[] => [
  { weight: 4, text: `{ "value": ${n}, "list": [${n}, 1] }` },
  { weight: 1, text: `{ "value": "text ${n}" }` },
  { weight: 1, text: `[${n}]` },
  { weight: 1, text: `{ "value": ${n}, }` },
  { weight: 1, text: '' },
];

const javaScript = (n: number, file: string): Text[] => [
  {
    weight: 3,
    text: `export const value = ${n};\nexport function fail() {\n  throw new RangeError('no ${n}');\n}\nexport default ${n};`,
  },
  {
    weight: 2,
    text: `exports.value = ${n};\nexports.fail = () => {\n  throw new RangeError('no ${n}');\n};`,
  },
  { weight: 1, text: `module.exports = { value: ${n} };` },
  { weight: 1, text: `module.exports = function f() { return ${n}; };` },
  {
    weight: 1,
    text: `export const value = ${n};\nexport const here = import.meta.url.endsWith(${JSON.stringify(encodeURI(file))});`,
  },
  { weight: 1, text: `exports.value = ${n}` + '\nconst = 1;' },
];

function typeScript(n: number, file: string, chance: Chance): Text[] {
  const name = MODULES.find((each) => file.startsWith(each)) ?? file;
  const later = MODULES.slice(MODULES.indexOf(name) + 1);
  const to = (other: string): string => {
    const path = posix.relative(posix.dirname(file), other);
    return path.startsWith('.') ? path : `./${path}`;
  };
  const any = to(chance.pick([...MODULES, ...OTHERS]));
  const next = MODULES.includes(name) && later.length ? to(chance.pick(later)) : undefined;
  const plain = `export const value = ${n};
export interface Shape { side${n % 3}: number }
export function fail(): never {
  throw new RangeError('no ${n}');
}
export default { name: '${n}' };`;
  return [
    { weight: 9, text: plain },
    { weight: 1, text: `export const value = 'text ${n}';\nexport type Shape = { side1: string };` },
    // may go in circles: read when it is called
    {
      weight: 3,
      text: `import { value as other } from '${any}';\nexport const value = ${n};\nexport const sum = () => value + other;`,
    },
    {
      weight: 2,
      text: `import type { Shape } from '${any}';\nexport const value = ${n};\nexport type Wide = Shape & { wide: true };`,
    },
    {
      weight: 1,
      text: `/** Half of ${n}. */\nexport const value = ${n} / 2;\nexport enum Kind { One = ${n}, Two }\nexport class Box { constructor(readonly n = ${n}) {} }`,
    },
    { weight: 1, text: '' },
    { weight: 1, text: `export const value = await Promise.resolve(${n});` },
    { weight: 1, text: `export const value: number = 'text ${n}';` },
    { weight: 1, text: `export const value = ${n}\nexport const = ;` },
    { weight: 1, text: `export const value = ${n};\n\nthrow new TypeError('at load ${n}');` },
    { weight: 1, text: `export const value = (() => ${n};` },
    ...(next
      ? [
          {
            weight: 4,
            text: `import { value as other } from '${next}';\nexport const value = other + ${n};`,
          },
          { weight: 2, text: `export * from '${next}';\nexport const own = ${n};` },
          { weight: 1, text: `export { value, default } from '${next}';` },
          {
            weight: 1,
            text: `const { value: other } = require('${next}');\nexport const value = [other, ${n}];`,
          },
          {
            weight: 1,
            text: `import all = require('${next}');\nexport const value = Object.keys(all).length + ${n};`,
          },
        ]
      : []),
  ];
}
