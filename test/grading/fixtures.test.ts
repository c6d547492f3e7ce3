import assert from 'node:assert/strict';
import { slugs } from '../../grading/tasks';
import { findTypeErrors } from '../../grading/reading/check-types';
import { loadFixtures, type Fixture } from '../../grading/proof/fixtures';
import type { CheckResult } from '../../grading/reports/results';
import { gradeFixtures, idsOf, wordsOf } from './support';

/** Fixtures that end or hang their process are tested in test/grading/grade.test.ts. */
const deadly = ['exits', 'never-ends'];
const fixtures = slugs.flatMap((slug) => loadFixtures(slug)).filter(({ name }) => !deadly.includes(name));
const right = fixtures.filter(({ kind }) => kind === 'pass');

describe('fixtures', () => {
  let graded: CheckResult[][];
  let again: CheckResult[][];
  let typeErrors: string[][];
  before(async function () {
    this.timeout(600_000);
    const grading = gradeFixtures([
      ...fixtures.map((fixture) => ({ fixture, seed: 1 })),
      ...right.map((fixture) => ({ fixture, seed: 1001 })), // together, because each is then loaded only once
    ]);
    typeErrors = fixtures.map(({ slug, source }) => findTypeErrors(source, `${slug}.ts`));
    const results = await grading;
    graded = results.slice(0, fixtures.length);
    again = results.slice(fixtures.length);
  });

  for (const slug of slugs)
    it(`${slug} has at least 8 correct and 12 wrong ones`, () => {
      const count = (kind: Fixture['kind']): number =>
        fixtures.filter((fixture) => fixture.slug === slug && fixture.kind === kind).length;
      assert.ok(count('pass') >= 8, `${count('pass')} right`);
      assert.ok(count('fail') >= 12, `${count('fail')} wrong`);
    });

  it('that are correct pass with a seed that is not used elsewhere', () => {
    assert.deepEqual(
      again.map((checks, i) => [right[i]!.path, wordsOf(checks)]),
      right.map(({ path }) => [path, '']),
    );
    for (const checks of again) assert.ok(checks.every(({ verdict }) => verdict === 'pass'));
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
