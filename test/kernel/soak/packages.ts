import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { create } from 'tar';
import type { Folder, Package } from './folder';

export const packageNames = ['p', 'q', '@scope/r'] as const;

/** Installs a package in `node_modules`, replacing any other version of it. */
export function putPackage(folder: Folder, name: string, made: Package): void {
  const place = folder.at(join('node_modules', name));
  rmSync(place, { recursive: true, force: true });
  writePackage(place, name, made);
  folder.notePackage(name, made);
}

export function removePackage(folder: Folder, name: string): void {
  rmSync(folder.at(join('node_modules', name)), { recursive: true, force: true });
  folder.packages.delete(name);
}

/** Installs a package from an archive, with npm. */
export async function installPackage(folder: Folder, name: string, made: Package): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'archive-'));
  writePackage(join(work, 'package'), name, made);
  const archive = folder.at(`${name.replace('/', '-')}-${made.value}.tgz`);
  await create({ file: archive, cwd: work, gzip: true }, ['package']);
  rmSync(work, { recursive: true });
  await npm(folder, 'install', archive);
  folder.notePackage(name, made);
  folder.notePackages(packageNames);
}

export async function uninstallPackage(folder: Folder, name: string): Promise<void> {
  await npm(folder, 'uninstall', name);
  folder.notePackages(packageNames);
}

async function npm(folder: Folder, ...args: string[]): Promise<void> {
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  await promisify(execFile)('npm', [...args, ...quiet], { cwd: folder.path });
}

function writePackage(place: string, name: string, { form, value, of }: Package): void {
  mkdirSync(join(place, 'lib'), { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(place, file), text);
  const base = { name, version: `1.0.${value}` };
  const manifests: Record<Package['form'], object> = {
    main: { main: './lib/main.js' },
    exports: { exports: { '.': { types: './lib/types.d.ts', default: './lib/main.js' } } },
    module: { type: 'module', exports: './lib/main.js' },
    awaits: { type: 'module', exports: { import: './lib/main.js' } },
    broken: { main: './lib/gone.js' },
  };
  write('package.json', JSON.stringify({ ...base, ...manifests[form] }));
  write('lib/types.d.ts', 'export declare const value: number;\n');
  const other = of ? ' + other' : '';
  if (form === 'module' || form === 'awaits') {
    const first = of ? `import { value as other } from '${of}';\n` : '';
    const wait = form === 'awaits' ? 'await Promise.resolve();\n' : '';
    write('lib/main.js', `${first}${wait}export const value = ${value}${other};\n`);
  } else if (form !== 'broken') {
    const first = of ? `const { value: other } = require('${of}');\n` : '';
    write('lib/main.js', `${first}exports.value = require('./number.js')${other};\n`);
    write('lib/number.js', `module.exports = ${value};\n`);
  }
}
