import assert from 'node:assert/strict';
import { Workspace } from './workspace';

describe('Completion and inspection', () => {
  const workspace = new Workspace();
  const typeOf = async (code: string): Promise<string> => {
    const content = { code, cursor_pos: code.length, detail_level: 0 };
    const { reply } = await workspace.client.ask('inspect_request', content);
    return String(reply.data['text/plain']);
  };
  const names = async (code: string): Promise<string[]> =>
    (await workspace.client.ask('complete_request', { code, cursor_pos: code.length })).reply.matches;
  const install = (version: string, types: string): void =>
    workspace.writePackage(
      'typed',
      { version, main: './index.js', types: './index.d.ts' },
      {
        'index.js': '',
        'index.d.ts': types,
      },
    );

  it('see a module that was made, changed and removed since the last request', async () => {
    const code = "import { first } from './made'; first";
    const before = await typeOf(code);
    workspace.write('made.ts', 'export const first = 1;');
    assert.match(await typeOf(code), /const first: 1/);
    workspace.write('made.ts', "export const first = 'one';");
    assert.match(await typeOf(code), /const first: "one"/);
    workspace.remove('made.ts');
    assert.equal(await typeOf(code), before);
  });

  it('see a package that was installed, updated and removed since the last request', async () => {
    const code = "import * as typed from 'typed'; typed.v";
    assert.deepEqual(await names(code), []);
    install('1.0.0', 'export const valueOne: 1;');
    assert.deepEqual(await names(code), ['valueOne']);
    install('2.0.0', 'export const valueTwo: 2;');
    assert.deepEqual(await names(code), ['valueTwo']);
    workspace.remove('node_modules/typed');
    assert.deepEqual(await names(code), []);
  });

  it('see an edit inside a package after the next cell', async () => {
    install('1.0.0', 'export const valueOne: 1;');
    const code = "import * as typed from 'typed'; typed.v";
    assert.deepEqual(await names(code), ['valueOne']);
    workspace.write('node_modules/typed/index.d.ts', 'export const valueThree: 3;');
    await workspace.run('1');
    assert.deepEqual(await names(code), ['valueThree']);
  });

  it('see what the last cell declared, with the same code as before it', async () => {
    assert.deepEqual(await names('declaredLat'), []);
    await workspace.run('const declaredLater = 1;');
    assert.deepEqual(await names('declaredLat'), ['declaredLater']);
    assert.equal(await workspace.run('declaredLater'), '1');
    await workspace.run("const declaredLater = 'text';");
    assert.match(await typeOf('declaredLater'), /const declaredLater: "text"/);
  });

  it('of a cell that has just run, or is about to, leave its result as it is', async () => {
    const code = 'let counted = 20; counted * 2 + counted.valueOf() / 10';
    for (let i = 0; i < 3; i++) {
      assert.match(await typeOf(`${code}; counted`), /let counted: number/);
      assert.equal(await workspace.run(`${code}; counted`), '20');
      assert.match(await typeOf(`${code}; counted`), /let counted: number/);
      assert.equal(await workspace.run(code), '42');
    }
  });
});
