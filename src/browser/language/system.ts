import ts from '@tslab/typescript-for-tslab';
import { FOLDER } from '../node/process';

const files = new Map<string, string>();
const folders = new Set<string>(['/', FOLDER]);

/** Adds files, by their absolute paths, that TypeScript can read: declarations of packages. */
export function addFiles(texts: Record<string, string>): void {
  for (const [path, text] of Object.entries(texts)) {
    files.set(path, text);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
}

/** TypeScript's view of a disk that has only what `addFiles` added. */
const system = {
  args: [],
  newLine: '\n',
  useCaseSensitiveFileNames: true,
  getCurrentDirectory: () => FOLDER,
  // its folder is the one of the standard library's declarations
  getExecutingFilePath: () => '/lib/typescript.js',
  fileExists: (path: string) => files.has(path),
  readFile: (path: string) => files.get(path),
  directoryExists: (path: string) => folders.has(path.replace(/(?<=.)\/$/, '')),
  getDirectories: (path: string) => {
    const start = path.replace(/\/?$/, '/');
    return [...folders]
      .filter((folder) => folder.startsWith(start) && folder.length > start.length)
      .map((folder) => folder.slice(start.length))
      .filter((name) => !name.includes('/'));
  },
  readDirectory: () => [],
  resolvePath: (path: string) => path,
  write: () => undefined,
  writeFile: () => undefined,
  createDirectory: () => undefined,
  exit: () => undefined,
  watchFile: () => ({ close: () => undefined }),
  watchDirectory: () => ({ close: () => undefined }),
} satisfies Omit<ts.System, 'exit'> & { exit(): void };

(ts as unknown as { setSys(system: object): void }).setSys(system);
