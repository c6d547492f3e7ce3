import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import { root } from './support/run';

// Each forbidden import, tried once: the message must contain the rule's name.
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

describe('import rules between folders', function () {
  const eslint = new ESLint({ cwd: root });
  for (const [from, to, rule] of arrows)
    it(`${rule}: ${from} may not import ${to}`, async () => {
      const [result] = await eslint.lintText(`import '${to}';\n`, { filePath: from });
      assert.match(result!.messages.map(({ message }) => message).join('\n'), new RegExp(`\\[${rule}\\]`));
    });

  it('forbid cycles', async () => {
    const text = "import { progress } from '../index';\nexport { progress };\n";
    const [result] = await eslint.lintText(text, { filePath: 'src/helpers/progress.ts' });
    assert.ok(result!.messages.some(({ ruleId }) => ruleId === 'import-x/no-cycle'));
  });
});
