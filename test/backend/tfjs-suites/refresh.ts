// Runs TensorFlow.js' own tests on plain tfjs-node and writes known.json, the list of those that fail there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { runSuites, versionOf, type Known } from './suites';

void (async () => {
  const known: Known = {};
  for (const [name, { passed, failed }] of Object.entries(await runSuites('plain'))) {
    known[name] = { version: versionOf(name), passed: passed.length, failed: failed.sort() };
    console.log(`${name}: ${passed.length} passed, ${failed.length} failed`);
  }
  writeFileSync(join(__dirname, 'known.json'), await format(JSON.stringify(known), { parser: 'json' }));
})();
