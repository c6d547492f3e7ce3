import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import { root } from './support/run';

// Each arrow that must not be there, drawn once: the rule that forbids it says its name.
const arrows: [from: string, to: string, rule: string][] = [
  ['src/helpers/new.ts', '../../test/support/run', 'src-knows-no-outside'],
  ['src/helpers/new.ts', '../models/0-vanilla', 'helpers-at-the-bottom'],
  ['src/layers/new.ts', '../models/0-vanilla', 'layers-below-models'],
  ['src/course/new.ts', '../models/0-vanilla', 'course-knows-helpers'],
  ['src/models/new.ts', '../course/hint', 'models-know-no-course'],
  ['src/models/new.ts', '../backend/choose', 'backend-stands-beside'],
  ['src/backend/new.ts', '../helpers/mnist', 'backend-alone'],
  ['src/kernel/new.ts', '../helpers/mnist', 'kernel-beside-backend'],
  ['grading/checks/new.ts', 'node:fs', 'checks-see-models-only'],
];

describe('the rules of who may import whom', function () {
  const eslint = new ESLint({ cwd: root });
  for (const [from, to, rule] of arrows)
    it(`${rule}: ${from} may not import ${to}`, async () => {
      const [result] = await eslint.lintText(`import '${to}';\n`, { filePath: from });
      assert.match(result!.messages.map(({ message }) => message).join('\n'), new RegExp(`\\[${rule}\\]`));
    });

  it('no cycles', async () => {
    const text = "import { progress } from '../index';\nexport { progress };\n";
    const [result] = await eslint.lintText(text, { filePath: 'src/helpers/progress.ts' });
    assert.ok(result!.messages.some(({ ruleId }) => ruleId === 'import-x/no-cycle'));
  });
});
