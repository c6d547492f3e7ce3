import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { getFileInfo } from 'prettier';
import ts from 'typescript';
import { takeIn } from '../../../grading/intake';
import { copyProject, root, run } from '../../support/run';

// JupyterLab keeps a copy of each file that is opened in it, in a folder next to the file.
describe('copies in .ipynb_checkpoints', () => {
  let project: string;
  const copies = [
    'src/helpers/.ipynb_checkpoints/mnist-checkpoint.ts',
    'grading/fixtures/0-vanilla/pass/.ipynb_checkpoints/answer-checkpoint.ts',
    'scripts/.ipynb_checkpoints/train-checkpoint.ts',
    'notebooks/source/.ipynb_checkpoints/lesson-checkpoint.ts',
    'src/backend/native/.ipynb_checkpoints/mute-stderr-checkpoint.cc',
  ];
  before(() => {
    project = copyProject();
  });
  after(() => rmSync(dirname(project), { recursive: true, force: true }));

  const keyOf = async (): Promise<string> => {
    const script = `
      import { build } from './scripts/setup/steps/build.mjs';
      import { createHash } from 'node:crypto';
      console.log(createHash('sha256').update(build.key()).digest('hex'));`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
    });
    assert.equal(stderr, '');
    return stdout;
  };

  it('are not compiled and do not change the key of the build', async () => {
    const before = await keyOf();
    for (const copy of copies) {
      mkdirSync(join(project, dirname(copy)), { recursive: true });
      writeFileSync(join(project, copy), 'this is no TypeScript');
    }
    assert.equal(await keyOf(), before);
    for (const config of ['tsconfig.json', 'tsconfig.test.json', 'notebooks/source/tsconfig.json']) {
      const path = join(project, config);
      const { fileNames } = ts.parseJsonConfigFileContent(
        ts.readConfigFile(path, ts.sys.readFile).config,
        ts.sys,
        dirname(path),
      );
      assert.ok(fileNames.length > 5, config);
      assert.deepEqual(
        fileNames.filter((file) => file.includes('.ipynb_checkpoints')),
        [],
      );
    }
  });

  it('are not submissions', async () => {
    const folder = join(project, 'handed in/.ipynb_checkpoints/0-vanilla');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'task.ipynb'), '{}');
    await assert.rejects(takeIn([join(project, 'handed in')]), /no submission/);
  });

  it('are neither linted nor formatted', async () => {
    const eslint = new ESLint({ cwd: root });
    for (const copy of copies) {
      assert.ok(await eslint.isPathIgnored(join(root, copy)), copy);
      const info = await getFileInfo(join(root, copy), {
        ignorePath: [join(root, '.gitignore'), join(root, '.prettierignore')],
      });
      assert.ok(info.ignored, copy);
    }
  });
});
