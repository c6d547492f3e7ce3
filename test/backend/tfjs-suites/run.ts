// Runs TensorFlow.js' own tests, `run.ts plain|project FILE`, on plain tfjs-node or on this project's backend. Writes a JSON
// FILE with the specs of each package that passed and failed.
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import seedrandom from 'seedrandom';
import { loadPlain } from '../../support/plain';
import { loadModulesOfCore } from './load';
import { packages, type Results } from './suites';

/** The part of jasmine-core, the tests' framework, that we use. */
interface Jasmine {
  DEFAULT_TIMEOUT_INTERVAL: number;
  getEnv(): {
    configure(options: { random: boolean }): void;
    addReporter(reporter: { specDone(spec: { fullName: string; status: string }): void }): void;
    describe(name: string, specs: () => void): void;
    execute(): Promise<unknown>;
  };
}

async function run(variant: string): Promise<Results> {
  seedrandom('the same numbers in every run', { global: true });
  if (variant === 'plain') await loadPlain();
  else await (require('../../../src/backend') as typeof import('../../../src/backend')).chooseBackend();

  const jasmine = (require('jasmine-core') as { boot(isOwn: boolean): Jasmine }).boot(true);
  jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
  const env = jasmine.getEnv();
  env.configure({ random: false });

  loadModulesOfCore();
  const flags = require('@tensorflow/tfjs-core/dist/jasmine_util') as { setTestEnvs(envs: object[]): void };
  flags.setTestEnvs([{ name: 'tensorflow', backendName: 'tensorflow', flags: {}, isDataSync: true }]);
  const results: Results = {};
  const counts = new Map<string, number>();
  for (const name of packages) {
    const { failed } = (results[name] = { passed: [], failed: [] } as Results[string]);
    env.describe(name, () => {
      for (const path of testsOf(name))
        try {
          require(path);
        } catch {
          failed.push(`${basename(path)} cannot be loaded`); // it needs a package that tfjs does not depend on
        }
    });
  }
  env.addReporter({
    specDone({ fullName, status }) {
      if (status !== 'passed' && status !== 'failed') return; // one that tfjs itself leaves out
      const count = (counts.get(fullName) ?? 0) + 1;
      counts.set(fullName, count);
      const of = packages.find((name) => fullName.startsWith(name))!;
      const spec = fullName.slice(of.length + 1);
      results[of]![status].push(count > 1 ? `${spec} (${count})` : spec);
    },
  });
  await env.execute();
  return results;
}

function testsOf(name: string): string[] {
  const folder = join(dirname(require.resolve(`${name}/package.json`)), 'dist');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('_test.js'))
    .sort()
    .map((file) => join(folder, file));
}

const [variant, file] = process.argv.slice(2) as [string, string];
void run(variant).then((results) => {
  writeFileSync(file, JSON.stringify(results));
  process.exit();
});
