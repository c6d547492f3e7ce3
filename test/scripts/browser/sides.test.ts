import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import ts from 'typescript';
import { root } from '../../support/run';
import { bundle } from './bundle';

const ending = /\.browser\.ts$/;
const sides = ['src', 'grading']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  .filter((path) => ending.test(path) && existsSync(join(root, path.replace(ending, '.ts'))));

describe('the browser sides', function () {
  this.timeout(60_000);

  it('export what the Node sides next to them export, with types that fit where those are used', () => {
    assert.ok(sides.length > 10);
    const { options } = ts.getParsedCommandLineOfConfigFile(
      join(root, 'tsconfig.json'),
      {},
      ts.sys as never,
    )!;
    const paths = sides
      .flatMap((path) => [path, path.replace(ending, '.ts')])
      .map((path) => join(root, path));
    const program = ts.createProgram(paths, options);
    const checker = program.getTypeChecker();
    const exportsOf = (path: string): Map<string, ts.Type> => {
      const file = program.getSourceFile(join(root, path))!;
      const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(file)!);
      const real = symbols.map((symbol) =>
        symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      );
      return new Map(
        real
          .map((symbol, i) => [symbols[i]!.name, symbol] as const)
          .filter(([, symbol]) => symbol.flags & ts.SymbolFlags.Value)
          .map(([name, symbol]) => [name, checker.getTypeOfSymbolAtLocation(symbol, file)]),
      );
    };
    for (const path of sides) {
      const [own, other] = [exportsOf(path), exportsOf(path.replace(ending, '.ts'))];
      for (const [name, type] of other) {
        if (onlyOnNode.includes(`${path}: ${name}`)) continue;
        assert.ok(own.has(name), `${path} lacks ${name}`);
        const found = own.get(name)!;
        const words = [found, type].map((one) => checker.typeToString(one));
        assert.ok(checker.isTypeAssignableTo(found, type), `${path}: ${name} is ${words.join(', not ')}`);
      }
    }
  });

  it('and all other files of the course use no global that only Node has', async () => {
    const { folder, inputs } = await bundle();
    rmSync(folder, { recursive: true });
    const ours = inputs.filter((path) => /^(src|grading)\/.*\.ts$/.test(path));
    assert.ok(ours.length > 100);
    const linter = new Linter();
    for (const path of ours) {
      const { outputText } = ts.transpileModule(readFileSync(join(root, path), 'utf8'), {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
      });
      const found = linter
        .verify(outputText, [{ rules: { 'no-undef': 'error' } }])
        .map(({ message }) => /'(.+)' is not defined/.exec(message)?.[1]);
      assert.deepEqual(
        onlyInNode.filter((name) => found.includes(name)),
        [],
        path,
      );
    }
  });
});

/** Of Node's globals, a browser has all others, or scripts/browser/pace.mjs defines them. */
const onlyInNode = [
  'Buffer',
  'process',
  'global',
  'clearImmediate',
  '__dirname',
  '__filename',
  'module',
  'exports',
];

/** What nothing in a browser uses. */
const onlyOnNode = [
  'src/backend/graph/install.browser.ts: installGraphs',
  'src/kernel/cells/compile/tslab.browser.ts: createExecutor',
];
