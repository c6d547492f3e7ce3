import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SetupError } from '../setup/base/error.mjs';
import { endChildren } from '../setup/base/lock.mjs';
import { at } from '../setup/base/paths.mjs';
import { makeReference } from './api.mjs';
import { frame } from './frame.mjs';
import { createRenderer } from './markdown.mjs';
import { renderNotebook } from './notebook.mjs';
import { findPages } from './pages.mjs';

/** A file that only a site has, by which an earlier one is known. */
const mark = 'autoencoders-site.txt';

/**
 * Writes the site into a folder beside `folder`, which takes its place when everything is there.
 *
 * @param {string} folder
 * @returns {Promise<number>} the exit code
 * @throws {SetupError} if the folder contains anything but an earlier site
 */
export async function makeSite(folder) {
  const target = resolve(folder);
  assertFree(target);
  fs.mkdirSync(dirname(target), { recursive: true });
  const made = fs.mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  const remove = () => fs.rmSync(made, { recursive: true, force: true });
  process.once('exit', remove);
  const stop = (signal) => {
    endChildren();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
  const count = await writePages(made);
  console.log('Making the API reference ...');
  await makeReference(join(made, 'api'));
  fs.writeFileSync(join(made, mark), 'Made by npm run site, which may replace this folder.\n');
  fs.chmodSync(made, 0o755);
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(made, target);
  process.off('exit', remove);
  console.log(`${count} pages and the API reference: open ${join(target, 'index.html')}`);
  return 0;
}

function assertFree(target) {
  const found = fs.statSync(target, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) throw new SetupError(`${target} is a file.`, 'Name a new folder.');
  if (fs.readdirSync(target).length && !fs.existsSync(join(target, mark)))
    throw new SetupError(`${target} contains something other than an earlier site.`, 'Name a new folder.');
}

async function writePages(made) {
  const pages = findPages();
  const renderer = await createRenderer(new Map(pages.map(({ source, path }) => [source, path])));
  const put = (path, data) => {
    fs.mkdirSync(dirname(join(made, path)), { recursive: true });
    fs.writeFileSync(join(made, path), data);
  };
  for (const page of pages) {
    const text = fs.readFileSync(at(page.source), 'utf8');
    const isNotebook = page.source.endsWith('.ipynb');
    const { html, assets, pictures } = isNotebook
      ? renderNotebook(JSON.parse(text), page.source, renderer)
      : renderer.renderMarkdown(text, page.source);
    put(page.path, frame(page, html, pages));
    for (const asset of assets) put(asset, fs.readFileSync(at(asset)));
    for (const [name, data] of pictures ?? []) put(join(dirname(page.path), 'pictures', name), data);
  }
  put('style.css', fs.readFileSync(at('scripts/site/style.css')));
  return pages.length;
}
