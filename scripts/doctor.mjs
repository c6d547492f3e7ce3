import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findSetUp } from '../src/backend/native/running-set-up.cjs';
import { chooseWidth, processorFile } from '../src/backend/native/width.cjs';
import { isolation } from './doctor/isolation.mjs';
import { explainModel } from './doctor/model.mjs';
import { isWritable, steps } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';
import { at, root } from './setup/base/paths.mjs';
import { findPython } from './setup/base/python.mjs';
import { isDone, isStamped, readStamp } from './setup/base/stamp.mjs';
import { findStateFolder } from './setup/base/state.mjs';
import { freeSpace } from './setup/base/step.mjs';
import { findBuild } from './setup/steps/tensorflow.mjs';

const help = `npm run doctor [-- --model FILE]

Prints what is installed, which backend is used, what is wrong, and the command that fixes it. Changes nothing.
Anything that npm start or npm run setup is still setting up is marked with … and does not count as wrong.
Exits with code 0 if nothing is wrong, otherwise 1.

  --model FILE   model.json of a saved model: prints whether its training step is one TensorFlow call, and if not, why
  --help         this text`;

/**
 * One line of the report.
 *
 * @typedef {{ about: string, found: string, fix?: string, isInProgress?: boolean }} Finding `fix` is given
 *   if something is wrong, `isInProgress` is true while a set-up is working on it
 */

/** The process of the set-up that is running, if any. */
const setUpProcess = findSetUp();

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  if (args[0] === '--model') return explain(args[1]);
  const findings = [...machine(), ...folders(), ...installed(), backend(), ...isolation()];
  const width = Math.max(...findings.map(({ about }) => about.length));
  for (const { about, found, fix, isInProgress } of findings) {
    console.log(`${fix ? '✗' : isInProgress ? '…' : '✓'} ${about.padEnd(width)}  ${found}`);
    if (fix) console.log(`  ${' '.repeat(width)}  fix: ${fix}`);
  }
  const wrong = findings.filter(({ fix }) => fix).length;
  const unfinished = findings.filter(({ isInProgress }) => isInProgress).length;
  if (wrong) console.log(`${wrong} of ${findings.length} need fixing`);
  else if (unfinished) console.log(`Process ${setUpProcess} is still setting up what is marked with ….`);
  else console.log('Everything is in order: npm start opens the course.');
  return wrong ? 1 : 0;
});

/** Prints why the steps of a saved model run eagerly. */
async function explain(file) {
  const whys = await explainModel(file);
  console.log(whys.length ? whys.join('\n') : 'Each training step is one TensorFlow call.');
  return whys.length ? 1 : 0;
}

/** @returns {Finding[]} what the machine provides */
function machine() {
  const free = freeSpace();
  return [
    { about: 'Node', found: `${process.versions.node} (${process.execPath})` },
    python(),
    { about: 'disk', found: `${free.toFixed(1)} GB free`, fix: free < 0.5 ? 'free some space' : undefined },
    gpu(),
    ...instructions(),
  ];
}

/** @returns {Finding} which of TensorFlow's libraries set-up takes, and why */
function gpu() {
  const about = 'NVIDIA GPU';
  const { build, why, wrong } = findBuild();
  if (wrong) return { about, found: wrong, fix: 'unset AUTOENCODERS_GPU, or correct it' };
  return { about, found: `${why}: TensorFlow for the ${build.toUpperCase()}` };
}

/** @returns {Finding[]} the width of the instructions that native operations use, and why; nothing before set-up */
function instructions() {
  const about = 'instructions';
  if (!existsSync(processorFile)) return [];
  try {
    const { width, has } = chooseWidth();
    const why = process.env.AUTOENCODERS_CPU ? 'set by AUTOENCODERS_CPU' : 'the widest';
    return [{ about, found: `${width} (${why}; the processor has ${has.join(', ')})` }];
  } catch (error) {
    return [
      {
        about,
        found: error.message,
        fix: /AUTOENCODERS_CPU/.test(error.message) ? 'unset AUTOENCODERS_CPU, or correct it' : undefined,
      },
    ];
  }
}

/** @returns {Finding} */
function python() {
  try {
    const { path, version } = findPython();
    return { about: 'Python', found: `${version.join('.')} (${path})` };
  } catch (error) {
    return { about: 'Python', found: error.what, fix: error.message.split('\n')[1]?.trim() };
  }
}

/** @returns {Finding[]} whether the folders that npm start writes to are writable */
function folders() {
  const { folder, own, writable } = findStateFolder();
  const why = own ? ", because the course's folder is read-only" : '';
  return [
    {
      about: 'course',
      found: isWritable() ? root : `${root}, which is read-only: your work cannot be saved there`,
      fix: isWritable() ? undefined : 'copy the course to a folder of your own',
    },
    {
      about: "JupyterLab's state",
      found: writable ? `${folder}${why}` : `${folder} is read-only`,
      fix: writable ? undefined : 'choose another folder: AUTOENCODERS_JUPYTER=/path/to/folder npm start',
    },
  ];
}

/** @returns {Finding[]} the state of each step of set-up, and whether its complete result still exists */
function installed() {
  return steps.filter((step) => !step.onDemand).map(toFinding);
}

/** @returns {Finding} */
function toFinding(step) {
  const about = step.title;
  const { note, missing, failed } = readStamp(step);
  if (setUpProcess && !isDone(step, steps))
    return { about, found: `being set up by process ${setUpProcess}`, isInProgress: true };
  if (failed) return { about, found: failed, fix: 'npm start' };
  if (!isDone(step, steps)) {
    const found = `not ${isStamped(step) ? 'up to date' : 'set up'}`;
    return { about, found, fix: isWritable() ? 'npm start' : 'copy the course, then npm start' };
  }
  if (missing) return { about, found: missing, fix: 'npm run setup -- --again' };
  try {
    step.verify?.();
  } catch (error) {
    return { about, found: error.what ?? error.message, fix: 'npm run setup -- --again' };
  }
  return { about, found: note ?? 'set up' };
}

/** @returns {Finding} the backend that a notebook would use, determined in a separate process */
function backend() {
  const about = 'backend';
  if (!existsSync(at('dist/src/index.js')))
    return setUpProcess
      ? { about, found: 'not known until set-up has finished', isInProgress: true }
      : { about, found: 'not known before set-up', fix: 'npm start' };
  const ask = `require('./dist/src').chooseBackend().then((it) => console.log(JSON.stringify(it)),
    (error) => { console.log(JSON.stringify({ why: error.message })); });`;
  const { stdout, status } = spawnSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' });
  if (status !== 0)
    return { about, found: 'TensorFlow crashes the process that uses it', fix: 'npm run setup -- --again' };
  const { name, why, device } = JSON.parse(stdout.trim().split('\n').at(-1));
  const forced = process.env.AUTOENCODERS_BACKEND ? ' (set by AUTOENCODERS_BACKEND)' : '';
  const place = device ? `, on the ${device}` : '';
  const found = `${name ?? 'none'}${place}${forced}${why ? `: ${why}` : ''}`;
  if (why && setUpProcess && !isFinal('addon')) return { about, found, isInProgress: true };
  const [wrong] = /AUTOENCODERS_[A-Z]+/.exec(why ?? '') ?? [];
  if (wrong) return { about, found, fix: `unset ${wrong}, or correct it` };
  return { about, found, fix: why && (isFinal('addon') ? 'npm run setup -- --again' : 'npm start') };
}

/** Whether a step was done, or is impossible on this machine, so that only repeating all of set-up could change it. */
function isFinal(name) {
  const step = steps.find((one) => one.name === name);
  return isDone(step, steps);
}
