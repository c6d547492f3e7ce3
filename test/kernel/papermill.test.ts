import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from './notebook';
import { makeJupyterFolder, root, runPython } from './python';

interface Run {
  /** The last cell's output, parsed as JSON. */
  values: unknown;
  /** The cell that papermill wrote. */
  injected: string;
  output: string;
  exit: number | null;
}

describe('papermill, with parameters', function () {
  this.timeout(600_000);
  const { folder, env } = makeJupyterFolder();
  const at = (name: string): string => join(folder, name);
  const papermill = (...args: string[]): ReturnType<typeof runPython> =>
    runPython(['-W', 'ignore', '-m', 'papermill', '--no-progress-bar', ...args], {
      cwd: folder,
      env: { ...env, PYTHONPATH: join(root, 'scripts/papermill') },
    });

  /** Runs cells, the first of which is tagged `parameters`, and reads the result. */
  async function run(cells: string[], ...args: string[]): Promise<Run> {
    const [first, ...others] = cells;
    const notebook = toNotebook(code(first!, { tags: ['parameters'] }), ...others.map((text) => code(text)));
    writeFileSync(at('in.ipynb'), notebook);
    const { code: exit, output } = await papermill('in.ipynb', 'out.ipynb', ...args);
    if (exit) return { values: undefined, injected: '', output, exit };
    const written = readFileSync(at('out.ipynb'), 'utf8');
    // papermill keeps the values in the notebook's metadata as Python writes them, with NaN, which is not valid JSON
    const made = JSON.parse(written.replace(/: (NaN|-?Infinity)\b/g, ': null')) as {
      cells: { source: string[]; outputs: { text: string[] }[] }[];
    };
    const text = made.cells.at(-1)!.outputs[0]!.text.join('');
    return { values: JSON.parse(text), injected: made.cells[1]!.source.join(''), output, exit };
  }

  it('passes every kind of value unchanged', async () => {
    const passed = {
      whole: -2,
      small: 1.5e-7,
      flag: true,
      nothing: null,
      text: 'a "b" \'c\' `d` ${e}\nnew \\ line\u2028 \t 变分 😀 \u200d </script>',
      list: [1, [2.5, [true]], 'x', null],
      nested: { a: { 'b-c': [{ d: 'e' }] }, class: {}, '1': [], é: 0 },
      $dollar_变: 'name',
    };
    const json = JSON.stringify(passed).replace('\u2028', '\\u2028'); // which YAML would treat as a line break
    writeFileSync(at('values.yaml'), `{"infinite": .inf, "less": -.inf, "none": .nan, ${json.slice(1)}`);
    const names = [...Object.keys(passed), 'infinite', 'less', 'none'];
    const defaults = names.map((name) => `const ${name}: any = 'not passed';`).join('\n');
    const print = `console.log(JSON.stringify({ ${names.join(', ')} }, (_, one) => typeof one === 'number' && !Number.isFinite(one) ? String(one) : one));`;
    const { values, output } = await run([defaults, print], '-f', 'values.yaml');
    assert.deepEqual(values, { ...passed, infinite: 'Infinity', less: '-Infinity', none: 'NaN' }, output);
    assert.doesNotMatch(output, /unknown parameter/);
  });

  it('keeps the type and the keyword of a declaration, so that later cells still compile', async () => {
    const declared = `
const epochs = 10; // how often
const activation = 'relu', loss: 'mse' | 'mae' = 'mse';
let name = 'a';
export const sizes = [
  8, // the first layer; not the last
  4
]
const limit: number | null = null`;
    const uses = `
type Activation = 'relu' | 'tanh';
const takes = (one: Activation): boolean => one === 'relu';
let last = epochs;
last += 1;
name += '!';
const isRelu = activation === 'relu';
const larger = sizes.map((size) => size + 1);
console.log(JSON.stringify([last, takes(activation), isRelu, loss, name, larger, limit ?? 'none']));`;
    const args = ['-p', 'epochs', '2', '-p', 'activation', 'tanh', '-p', 'loss', 'mae', '-r', 'name', '7'];
    const passed = await run([declared, uses], ...args, '-y', 'sizes: [16, 2.5]', '-p', 'limit', '3');
    assert.deepEqual(passed.values, [3, false, false, 'mae', '7!', [17, 3.5], 3], passed.output);
    assert.match(passed.injected, /^\/\/ Parameters\n(.*\n)*const epochs: number = 2;\n/);
  });

  it('stops the run at the cell of parameters if a value has another type', async () => {
    for (const [name, value] of [
      ['epochs', 'two'],
      ['loss', 'huber'],
      ['sizes', '3'],
    ] as const) {
      const declared = "const epochs = 10, sizes = [1];\nconst loss: 'mse' | 'mae' = 'mse';";
      const { exit, output } = await run([declared, 'console.log(1)'], '-p', name, value);
      assert.equal(exit, 1);
      assert.match(output, /TypeScriptError: Type '.*' is not assignable to type /);
      assert.match(output, new RegExp(`cell \\[2\\], line 2, column 7\\n.* const ${name}: `));
    }
  });

  it('clearly reports a name or a number that TypeScript cannot hold, without a traceback', async () => {
    for (const [name, value, word] of [
      ['learning-rate', '1', "invalid parameter name: 'learning-rate'"],
      ['class', '1', "invalid parameter name: 'class'"],
      ['2nd', '1', "invalid parameter name: '2nd'"],
      ['x = 1; y', '1', "invalid parameter name: 'x = 1; y'"],
      ['seed', '9007199254740993', 'invalid seed: 9007199254740993 (expected an integer up to'],
    ] as const) {
      const { exit, output } = await run(['const seed = 1;', 'console.log(1)'], '-p', name, value);
      assert.equal(exit, 1);
      assert.ok(output.includes(`Error: ${word}`), output);
      assert.doesNotMatch(output, /Traceback/);
    }
  });

  it('lists the parameters with their types, defaults and comments for --help-notebook', async () => {
    const declared = `
/** How often all pictures are shown. */
const epochs = 10;
const rates = [0.1, 0.01]; // one for each run
const { a } = { a: 1 };
// Apart from the next line.

let path: string | null = null;`;
    writeFileSync(at('help.ipynb'), toNotebook(code(declared, { tags: ['parameters'] })));
    const { code: exit, output } = await papermill('--help-notebook', 'help.ipynb');
    assert.equal(exit, 0, output);
    const lines = output.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith('Parameters')) + 1, -1), [
      'epochs: number (default 10) How often all pictures are shown.',
      'rates: number[] (default [0.1, 0.01])',
      'one for each run',
      'path: string | null (default null)',
    ]);
  });

  it('inserts parameters at the top of a notebook without a cell tagged parameters, with a warning', async () => {
    writeFileSync(at('untagged.ipynb'), toNotebook(code('console.log(epochs * 2)')));
    const { code: exit, output } = await papermill('untagged.ipynb', 'out.ipynb', '-p', 'epochs', '21');
    assert.equal(exit, 0, output);
    assert.match(output, /does not contain a cell with tag 'parameters'/);
    assert.match(readFileSync(at('out.ipynb'), 'utf8'), /"42\\n"/);
  });

  it("has its plug-in registered with the course's own Python by the set-up", () => {
    const ask = "import importlib.metadata as m; print(*m.entry_points(group='papermill.engine'))";
    const said = execFileSync(join(root, '.venv/bin/python'), ['-c', ask], { cwd: folder, encoding: 'utf8' });
    assert.match(said, /typescript_parameters:TypeScriptEngine/);
  });
});
