import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { makeLite } from '../browser/lite.mjs';
import { SetupError } from '../setup/base/error.mjs';
import { endChildren } from '../setup/base/lock.mjs';
import { at } from '../setup/base/paths.mjs';
import { makeReference } from './api.mjs';
import { frame } from './frame.mjs';
import { createRenderer } from './markdown.mjs';
import { renderNotebook } from './notebook.mjs';
import { findPages, toLitePath } from './pages.mjs';
import { assertUnsolved } from './unsolved.mjs';

const require = createRequire(import.meta.url);
const { readContents } = require('../../dist/scripts/release/contents.js');
const { findFolder, Replacement } = require('../../dist/scripts/lib/replace-folder.js');
const { WriteError } = require('../../dist/scripts/lib/write-error.js');

/** The list of what is in a site's folder, by which an earlier site is known. */
const listed = 'autoencoders-site.json';

const kind = { isOne: (folder) => fs.existsSync(join(folder, listed)) };

/**
 * Writes the site into a folder beside `folder`, which takes its place when everything is there.
 *
 * @param {string} folder
 * @param {string[]} dataSets what the pages in which cells run can load
 * @returns {Promise<number>} the exit code
 * @throws {SetupError} if the folder contains anything but an earlier site, or a task has its solution in it
 */
export async function makeSite(folder, dataSets) {
  const target = findFolder(resolve(process.env.INIT_CWD ?? '.', folder), kind);
  assertFree(target);
  const files = listFiles();
  const made = await orWords(() => new Replacement(target, kind));
  const remove = () => made.remove();
  process.once('exit', remove);
  const stop = (signal) => {
    endChildren();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  const pages = findPages();
  const fill = async (into) => {
    await writePages(into, pages);
    console.log('Making the pages in which cells run ...');
    await makeLite(join(into, 'browser'), pages.filter(({ cells }) => cells).map(toFile), { dataSets });
    console.log('Making the API reference ...');
    await makeReference(join(into, 'api'), files);
    fs.writeFileSync(join(into, listed), JSON.stringify([...fs.readdirSync(into), listed].sort()));
  };
  await orWords(async () => {
    await fill(made.folder).catch((error) => {
      throw made.giveUp(error);
    });
    made.put();
  });
  process.off('exit', remove);
  console.log(`${pages.length} pages and the API reference: open ${join(target, 'index.html')}`);
  console.log(`To run cells in the pages, serve the folder: ${toServe(target)}`);
  return 0;
}

/** A notebook as it is among the files of JupyterLite. */
const toFile = ({ source }) => ({
  path: toLitePath(source),
  notebook: JSON.parse(fs.readFileSync(at(source), 'utf8')),
});

/** A command with which a browser can be shown the site on this computer. */
const toServe = (target) =>
  `python3 -m http.server --bind 127.0.0.1 --directory '${target.replaceAll("'", `'\\''`)}'`;

/** The files of the learners' edition, from which the API reference is made. */
function listFiles() {
  try {
    return readContents();
  } catch (error) {
    throw new SetupError(`The site is made from a git checkout of the project: ${error.message}.`);
  }
}

function assertFree(target) {
  if (['dist', '.setup'].some((name) => `${target}${sep}`.startsWith(`${at(name)}${sep}`)))
    throw new SetupError(`${target} belongs to set-up.`, 'Name another folder.');
  let inside;
  try {
    inside = fs.existsSync(target) ? fs.readdirSync(target) : [];
  } catch {
    throw new SetupError(`${target} is not a folder that can be read.`, 'Name a new folder.');
  }
  const earlier = fs.existsSync(join(target, listed))
    ? JSON.parse(fs.readFileSync(join(target, listed), 'utf8'))
    : [];
  const other = inside.find((name) => !earlier.includes(name));
  if (other !== undefined)
    throw new SetupError(
      `${target} contains something other than an earlier site: ${other}.`,
      'Name a new folder, then copy the site from there.',
    );
}

/** @throws {SetupError} with what to do, if the folder cannot be written or replaced */
async function orWords(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof WriteError ? new SetupError(error.message) : error;
  }
}

async function writePages(made, pages) {
  const renderer = await createRenderer(new Map(pages.map(({ source, path }) => [source, path])));
  const put = (path, data) => {
    fs.mkdirSync(dirname(join(made, path)), { recursive: true });
    fs.writeFileSync(join(made, path), data);
  };
  for (const page of pages) {
    assertUnsolved(page);
    const { html, assets, pictures } = page.cells
      ? renderNotebook(page, renderer)
      : renderer.renderMarkdown(page.text, page.source);
    put(page.path, frame(page, html, pages));
    for (const asset of assets) put(asset, fs.readFileSync(at(asset)));
    for (const [name, data] of pictures ?? []) put(join(dirname(page.path), 'pictures', name), data);
  }
  put('style.css', fs.readFileSync(at('scripts/site/style.css')));
}
