// The addons of the native backend, and whether they can be loaded here. Set-up records its proof in .setup/addon.json;
// the backend trusts it as long as the files are the same.
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, readdirSync, rmSync, statSync } = require('node:fs');
const { join } = require('node:path');
const { findSetUp } = require('./running-set-up.cjs');
const { chooseWidth, graphFile, processorFile, widthFlags } = require('./width.cjs');

const root = join(__dirname, '../../..');
const library = join(root, '.tensorflow/tensorflow');

/** What every width needs: tfjs' addon, the one that suppresses TensorFlow's log lines, and the one about the processor. */
const addonFiles = {
  tfjs: join(root, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node'),
  stderr: join(root, '.tensorflow/stderr.node'),
  processor: processorFile,
};

/** All addons; `graphFile(width)` runs graphs with instructions of that width. */
const allAddonFiles = [...Object.values(addonFiles), ...Object.keys(widthFlags).map(graphFile)];

const filesOf = (width) => [...Object.values(addonFiles), graphFile(width)];

/**
 * Loads the addons of all widths that this processor has.
 *
 * @returns {{ widths: string[], files: Record<string, number[]> }} the proof: which widths, with which files
 * @throws {Error} if they cannot be loaded
 */
function testAddons() {
  const { width, has } = chooseWidth('');
  for (const one of new Set([width, ...has])) testWidth(one);
  return { widths: has, files: identify(allAddonFiles) };
}

/**
 * Loads the addons of a width in a separate process, because an addon that crashes ends its process. One whose errors are
 * not caught does so only when it is called wrongly.
 */
function testWidth(width) {
  const requires = filesOf(width).map((file) => `require(${JSON.stringify(file)})`);
  const load = `const { setThreads } = [${requires}].at(-1);
    let thrown;
    try { setThreads('no number') } catch (error) { thrown = error }
    if (!thrown) throw new Error('the addon accepts anything');`;
  const { status, signal, stderr, error } = spawnSync(process.execPath, ['-e', load], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 120_000,
  });
  if (status === 0) return;
  const line = stderr?.split('\n').find((text) => /Error/.test(text));
  const why = error?.message ?? (signal ? `it ended with ${signal}` : (line ?? `exit code ${status}`));
  throw new Error(`TensorFlow cannot be loaded here: ${why}`);
}

/**
 * Finds the addons that this process uses.
 *
 * @returns {string} the file that runs graphs, compiled for the width of this process
 * @throws {Error} if they are missing, or crash a process that loads them
 */
function findAddons() {
  const { missing, proof } = readState();
  if (missing) throw new Error(missing);
  const { width } = chooseWidth();
  const files = identify(filesOf(width));
  const isProved = Object.entries(files).every(
    ([name, identity]) => `${proof.files[name]}` === `${identity}`,
  );
  if (!isProved || !proof.widths?.includes(width)) testWidth(width);
  return graphFile(width);
}

/** Set-up's record about the addons. */
function readState() {
  const note = readJson(join(root, '.setup/addon.json'));
  if (note?.missing || note?.proof) return note;
  if (note?.failed) return { missing: `${note.failed} npm start tries again` };
  return {
    missing: findSetUp()
      ? 'TensorFlow is still being set up; restart the kernel when npm start says that it is ready'
      : 'TensorFlow is not set up yet; run npm start',
  };
}

/** The size and date of each of `addons` and of TensorFlow's libraries. */
function identify(addons) {
  const libraries = existsSync(library) ? readdirSync(library) : [];
  const files = [
    ...addons,
    ...libraries.filter((name) => name.startsWith('lib')).map((name) => join(library, name)),
  ];
  const toIdentity = ({ size, mtimeMs } = { size: 0, mtimeMs: 0 }) => [size, Math.trunc(mtimeMs)];
  return Object.fromEntries(
    files.map((file) => [file.slice(root.length + 1), toIdentity(statSync(file, { throwIfNoEntry: false }))]),
  );
}

/** Removes the addons, because they cannot be loaded. */
function removeAddons() {
  for (const file of allAddonFiles) rmSync(file, { force: true });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { addonFiles, allAddonFiles, findAddons, testAddons, removeAddons };
