import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, root, textOf } from './client';

const plain = (lines: string[]): string => lines.join('\n').replace(/\x1b\[\d+m/g, '');

describe("A learner's own file next to the notebook", () => {
  let client: Client;
  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const file =
      'interface Shape { sides: number }\n\nexport function area(shape: Shape): number {\n  if (shape.sides < 3) throw new RangeError(`no area: ${shape.sides}`);\n  return shape.sides;\n}\n';
    writeFileSync(join(folder, 'shapes.ts'), file);
    writeFileSync(join(folder, 'wrong.ts'), "export const n: number = 'one';\n");
    client = await Client.start({}, folder);
  });
  after(() => client.close());

  it('is imported with its types', async () => {
    assert.equal(
      textOf(await client.run("import { area } from './shapes'; console.log(area({ sides: 3 }))")),
      '3\n',
    );
    const { reply } = await client.run("area({ sides: 'three' })");
    assert.equal(reply.ename, 'TypeScriptError');
  });

  it('appears in a trace with the line of its TypeScript', async () => {
    const { reply } = await client.run('\narea({ sides: 2 })');
    assert.match(plain(reply.traceback), /RangeError: no area: 2\nat shapes\.ts, line 4, column 30, in area/);
    assert.match(plain(reply.traceback), new RegExp(`from cell \\[${reply.execution_count}\\], line 2`));
  });

  it('is named, with the line, if it has a type error', async () => {
    const { reply } = await client.run("import { n } from './wrong';\nn");
    assert.match(
      plain(reply.traceback),
      /Type 'string' is not assignable[^]*at wrong\.ts, line 1, column 14/,
    );
  });

  it('makes a cell that defines it fail if it has errors', async () => {
    const { reply } = await client.run("/** @module mine */\nexport const n: number = 'one';");
    assert.match(plain(reply.traceback ?? []), /Type 'string' is not assignable/);
    assert.equal((await client.run('/** @module mine */\nexport const n = 6;')).reply.status, 'ok');
    assert.equal(textOf(await client.run("import { n as six } from './mine'; console.log(six * 7)")), '42\n');
  });
});
