import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reduceParameters } from './parameters.mjs';

/** JupyterLite shows when a file was changed: when the site was made. */
const time = new Date().toISOString();

/**
 * Writes notebooks where JupyterLite looks for them, with the lists of each folder.
 *
 * @param {string} folder of JupyterLite
 * @param {{ path: string, notebook: object }[]} notebooks their paths there, and what is in the file
 */
export function putContents(folder, notebooks) {
  const folders = new Map([['', new Map()]]);
  const listIn = (path) => {
    if (!folders.has(path)) {
      folders.set(path, new Map());
      listIn(parentOf(path)).set(basename(path), toEntry(path, 'directory', null));
    }
    return folders.get(path);
  };
  for (const { path, notebook } of notebooks) {
    const text = JSON.stringify(reduceParameters(notebook, dirname(path)), null, 1);
    put(join(folder, 'files', path), text);
    listIn(parentOf(path)).set(basename(path), toEntry(path, 'notebook', Buffer.byteLength(text)));
  }
  for (const [path, entries] of folders) {
    const content = [...entries.values()];
    const listed = { ...toEntry(path, 'directory', null), format: 'json', content };
    put(join(folder, 'api/contents', path, 'all.json'), JSON.stringify(listed));
  }
}

const parentOf = (path) => (dirname(path) === '.' ? '' : dirname(path));

const toEntry = (path, type, size) => ({
  ...{ name: basename(path), path, type, size, writable: true },
  ...{ created: time, last_modified: time, content: null, format: null, mimetype: null },
});

function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
