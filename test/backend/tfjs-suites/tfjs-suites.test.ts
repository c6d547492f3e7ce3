import assert from 'node:assert/strict';
import known from './known.json';
import { packages, runSuites, versionOf, type Known, type Results } from './suites';

const refresh = 'node -r ./scripts/test/typescript.cjs test/backend/tfjs-suites/refresh.ts';

// Specs that pass on plain tfjs-node must pass on this backend. Those that fail there are listed in known.json.
describe("TensorFlow.js' own tests", function () {
  this.timeout(300_000);
  let results: Results;
  before(async () => (results = await runSuites('project')));

  for (const name of packages) {
    const { version, passed, failed } = (known as Known)[name]!;

    it(`${name}: every spec that passes on plain tfjs-node passes`, () => {
      const unknown = results[name]!.failed.filter((spec) => !failed.includes(spec));
      assert.deepEqual(unknown, []);
      assert.ok(
        results[name]!.passed.length >= passed,
        `${results[name]!.passed.length} of ${passed} passed`,
      );
    });

    it(`${name}: the list of failing specs is for this version`, () => {
      const specs = [...results[name]!.passed, ...results[name]!.failed];
      assert.equal(versionOf(name), version, `known.json is out of date; run: ${refresh}`);
      assert.equal(specs.length, passed + failed.length, `known.json is out of date; run: ${refresh}`);
      const gone = failed.filter((spec) => !specs.includes(spec));
      assert.deepEqual(gone, [], `known.json lists specs that do not exist; run: ${refresh}`);
    });
  }
});
