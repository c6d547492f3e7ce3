import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZipEntry } from '../../lib/zip';
import { root } from '../../../src/project/root';

/** The files that a machine needs to grade, as files of a zip in the folder `into`. */
export const readCourse = (into: string): ZipEntry[] =>
  listCourseFiles().map((file) => ({ name: `${into}/${file}`, data: readFileSync(join(root, file)) }));

/** Their paths from the project's folder. */
function listCourseFiles(): string[] {
  const kept = readFileSync(join(root, 'deploy/Containerfile.dockerignore'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const files = readdirSync(root, { withFileTypes: true }).filter((entry) => kept.includes(entry.name));
  return files.flatMap((entry) => (entry.isDirectory() ? listFolder(entry.name) : [entry.name])).sort();
}

const left = ['node_modules', '__pycache__', 'progress.json', 'plots'];

const listFolder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith('.') || left.includes(entry.name)) return [];
    if (entry.isDirectory()) return listFolder(path);
    return entry.isFile() ? [path] : [];
  });
