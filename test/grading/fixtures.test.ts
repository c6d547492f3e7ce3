import assert from 'node:assert/strict';
import { slugs } from '../../grading/tasks';
import { findTypeErrors } from '../../grading/reading/check-types';
import { loadFixtures, type Fixture } from '../../grading/proof/fixtures';
import type { CheckResult } from '../../grading/reports/results';
import { gradeFixtures, idsOf, wordsOf } from './support';

/** Fixtures that end or hang their process are tested in test/grading/grade.test.ts. */
const deadly = ['exits', 'never-ends'];
const fixtures = slugs.flatMap((slug) => loadFixtures(slug)).filter(({ name }) => !deadly.includes(name));

describe('fixtures', () => {
  let graded: CheckResult[][];
  let typeErrors: string[][];
  before(async function () {
    this.timeout(180_000);
    const grading = gradeFixtures(fixtures);
    typeErrors = fixtures.map(({ slug, source }) => findTypeErrors(source, `${slug}.ts`));
    graded = await grading;
  });

  for (const slug of slugs)
    it(`${slug} has at least 8 correct and 12 wrong ones`, () => {
      const count = (kind: Fixture['kind']): number =>
        fixtures.filter((fixture) => fixture.slug === slug && fixture.kind === kind).length;
      assert.ok(count('pass') >= 8, `${count('pass')} right`);
      assert.ok(count('fail') >= 12, `${count('fail')} wrong`);
    });

  fixtures.forEach((fixture, i) =>
    it(`${fixture.slug}/${fixture.kind}/${fixture.name}`, () => {
      const [checks, errors] = [graded[i]!, typeErrors[i]!];
      const ids = (list: string[]): string[] => list.filter((id) => id !== 'types').sort();
      assert.deepEqual(
        { fails: idsOf(checks, 'fail'), errors: idsOf(checks, 'error'), skips: idsOf(checks, 'skipped') },
        { fails: ids(fixture.fails), errors: ids(fixture.errors), skips: ids(fixture.skips) },
        wordsOf(checks),
      );
      assert.equal(errors.length > 0, fixture.fails.includes('types'), errors.join('; '));
      const said = [wordsOf(checks), ...errors.map((error) => `line ${error}`)].join(' | ');
      if (fixture.kind !== 'pass') assert.match(said, fixture.says);
    }),
  );
});
