import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import ts from 'typescript';
import { slugs } from '../../grading/tasks';
import { hint } from '../../src';
import { hints } from '../../src/course/hints';
import { bundleOf } from '../support/shown';

const count = (text: string, part: string) => text.split(part).length - 1;

describe('hint', () => {
  for (const slug of slugs) {
    it(`${slug} has three collapsed hints, each inside the previous one`, () => {
      const html = bundleOf(hint(slug))['text/html']!;
      assert.equal(count(html, '<details'), 3);
      assert.ok(!html.includes('<details open'));
      assert.match(html, /Hint 1 of 3.*Hint 2 of 3.*Hint 3 of 3.*<\/details><\/details><\/details>$/s);
    });

    it(`the first hint of ${slug} has no code, and the last leaves gaps in its code`, () => {
      const [first, ...later] = hints[slug as keyof typeof hints];
      assert.equal(first.code, undefined);
      assert.ok(count(later.at(-1)!.code!, '...') >= 3);
    });

    it(`code in the hints of ${slug} is valid TypeScript once the gaps are filled`, () => {
      for (const { code } of hints[slug as keyof typeof hints].filter((step) => step.code)) {
        const filled = code!.replace(/\.{3}(?!\w)/g, '0');
        const { diagnostics } = ts.transpileModule(filled, { reportDiagnostics: true });
        assert.deepEqual(
          diagnostics!.map(({ messageText }) => messageText),
          [],
          filled,
        );
      }
    });
  }

  it('shows one hint at a time in a terminal, and how to get the next', () => {
    const text = inspect(hint('0-vanilla'));
    assert.match(text, /^Hint 1 of 3: .*\n\nMore: hint\('0-vanilla', 2\)$/s);
    assert.doesNotMatch(text, /tf\.layers/);
    assert.match(inspect(hint('0-vanilla', 2)), /^Hint 2 of 3: .*More: hint\('0-vanilla', 3\)$/s);
    assert.doesNotMatch(inspect(hint('0-vanilla', 3)), /More:/);
  });

  it('rejects unknown lessons and hints, and says what it expected', () => {
    assert.throws(() => hint('vanilla'), /invalid lesson: "vanilla" \(expected 0-vanilla, 1-sparse/);
    assert.throws(() => hint('1-sparse', 4), /invalid hint: 4 \(expected 1 to 3 for 1-sparse\)/);
    assert.throws(() => hint('1-sparse', 0), /invalid hint: 0 /);
  });
});
