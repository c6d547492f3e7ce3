import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Numbers of the cells tagged `parameters` with which a lesson takes a minute or two in a browser. */
const parameters = { epochs: 3, epochsPerSize: 1, trainImages: 6000, testImages: 1000, testCount: 1000 };

/** JupyterLite asks for times; the files have no other than that of the site. */
const time = new Date(0).toISOString();

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
    const text = JSON.stringify(forBrowser(notebook), null, 1);
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

/** A notebook with fewer images and epochs, which says so. */
function forBrowser(notebook) {
  const cells = notebook.cells.map((cell) =>
    cell.metadata.tags?.includes('parameters')
      ? { ...cell, source: withFewer([cell.source].flat().join('')), outputs: [], execution_count: null }
      : cell,
  );
  return { ...notebook, cells };
}

/** @returns {string} the lines of a cell with smaller numbers, each with the full one in a comment */
export function withFewer(source) {
  const lines = source.split('\n').map((line) => {
    const [, start, name, full] = /^(const (\w+) = )(\d+);$/.exec(line) ?? [];
    const fewer = parameters[name];
    return fewer && fewer < Number(full) ? `${start}${fewer}; // ${full} outside the browser` : line;
  });
  return lines.join('\n');
}

function put(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
