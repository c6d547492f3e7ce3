import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, toNotebook } from './notebook';
import { makeJupyterFolder, runPython } from './python';

describe("Jupyter's tools", function () {
  this.timeout(180_000);
  const { folder, env } = makeJupyterFolder();
  const at = (name: string): string => join(folder, name);
  const tools: Record<string, (name: string) => string[]> = {
    nbclient: (name) => ['-c', 'from nbclient.cli import main; main()', '--inplace', name],
    papermill: (name) => ['-m', 'papermill', '--no-progress-bar', name, name],
    nbconvert: (name) => ['-m', 'nbconvert', '--to', 'notebook', '--execute', '--inplace', name],
  };
  const execute = (tool: string, name: string): ReturnType<typeof runPython> =>
    runPython(['-W', 'ignore', ...tools[tool]!(name)], { cwd: folder, env });

  for (const tool of Object.keys(tools))
    it(`${tool} stops at a failing cell, with its name, message and line`, async () => {
      const failing = '\nconst check = (x: number) => {\n  throw new RangeError(`no ${x}`);\n};\ncheck(a);';
      const cells = [code('const a = 6;'), code(failing), code("console.log('not reached')")];
      writeFileSync(at('bad.ipynb'), toNotebook(...cells));
      const { code: exit, output } = await execute(tool, 'bad.ipynb');
      assert.notEqual(exit, 0);
      assert.match(output, /RangeError.*: no 6/);
      assert.match(output, /cell \[2\], line 3, column 9, in check/);
      assert.doesNotMatch(readFileSync(at('bad.ipynb'), 'utf8'), /"text": .*not reached/);
    });

  it('nbclient stops at a cell with a type error', async () => {
    writeFileSync(at('typed.ipynb'), toNotebook(code("const a: number = 'six';")));
    const { code: exit, output } = await execute('nbclient', 'typed.ipynb');
    assert.notEqual(exit, 0);
    assert.match(output, /TypeScriptError.*: Type 'string' is not assignable/);
    assert.match(output, /cell \[1\], line 1, column 7/);
  });

  it('nbconvert runs a whole notebook, and writes HTML with highlighted TypeScript', async () => {
    writeFileSync(at('good.ipynb'), toNotebook(code('const a = 6;'), code('a * 7')));
    const args = ['-W', 'ignore', '-m', 'nbconvert', '--to', 'html', '--execute', 'good.ipynb'];
    const { code: exit, output } = await runPython(args, { cwd: folder, env });
    assert.equal(exit, 0, output);
    const html = readFileSync(at('good.html'), 'utf8');
    assert.match(html, /<span class="kd">const<\/span>/);
    assert.match(html, /<pre>42<\/pre>/);
  });
});
