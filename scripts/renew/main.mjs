import { rmSync } from 'node:fs';
import { endChildren } from '../setup/base/lock.mjs';
import { at, root } from '../setup/base/paths.mjs';
import { renewNpm } from './npm.mjs';
import { renewPython } from './python.mjs';
import { copyPins, putPins } from './stage.mjs';

const stage = at('.setup/renew');

/**
 * Renews all pins and locks in copies, which replace the project's files when everything is known.
 *
 * @param {object} rules held.json
 * @param {{ dryRun?: boolean, major?: boolean }} options `dryRun`: only print what would change
 * @returns {Promise<string[]>} the files that have changed, as paths in the project
 */
export async function renewPins(rules, { dryRun = false, major = false }) {
  const remove = () => rmSync(stage, { recursive: true, force: true });
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      endChildren();
      console.error('\nStopped; no pin has changed.');
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  copyPins(root, stage);
  console.log('Asking the registries for newer versions ...');
  const npm = await renewNpm(stage, rules, { major, dryRun });
  console.log('Choosing Python packages that go together ...');
  const python = await renewPython(stage, rules.held, { major, note: (name) => console.log(`  ${name}`) });
  print(npm, python, rules, dryRun);
  const changed = dryRun ? [] : putPins(stage, root);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  remove();
  return changed;
}

function print({ changes, left }, python, { byHand }, dryRun) {
  const all = [...changes, ...python];
  console.log(all.length ? `\n${dryRun ? 'Would be renewed' : 'Renewed'}:` : '\nNothing to renew.');
  for (const { name, from = 'new', to } of all) console.log(`  ${name} ${from} -> ${to}`);
  console.log('\nLeft alone:');
  for (const { key, version, newest, why } of left) console.log(`  ${key} ${version}, not ${newest}: ${why}`);
  for (const [name, why] of Object.entries(byHand)) console.log(`  ${name}: ${why}`);
}
