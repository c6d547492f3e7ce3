// npm run NAME: sets up whatever is missing, then runs the command compiled from scripts/NAME.ts.
import { createRequire } from 'node:module';
import { setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';

/**
 * What commands need that do not need everything: machines that only grade have no JupyterLab and no TensorFlow library,
 * and a learner hands in too rarely for snapshots to be worth making.
 */
const forReading = ['link', 'build', 'bubblewrap'];
const needs = { grade: [...forReading, 'snapshots'], submit: forReading, update: ['build'] };

await main(async ([name, ...args]) => {
  await setUp({ only: needs[name], retry: false, say: (line) => console.error(line) });
  return createRequire(import.meta.url)(`../dist/scripts/${name}/main.js`).main(args);
});
