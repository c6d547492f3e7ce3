import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { textOf, type Content, type Style } from './content';

/** A file, a link to one, or a folder with the name of a file. */
export type Entry = { content: Content } | { link: string } | 'folder';

/** A package in `node_modules`; the manifest of a broken one leads to no file. */
export interface Package {
  form: 'main' | 'exports' | 'module' | 'awaits' | 'broken';
  value: number;
  /** The package whose value is added. */
  of?: string;
}

/** A real folder with a notebook's modules and packages, and a record of their contents. */
export class Folder {
  /** By path within the folder. */
  files = new Map<string, Entry>();
  readonly packages = new Map<string, Package>();
  /** All versions of packages so far, by their value. */
  private readonly versions = new Map<number, Package>();
  readonly branches = new Map<string, Map<string, Entry>>();
  branch = 'main';

  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
    this.git('init', '-q', '-b', this.branch);
    writeFileSync(this.at('.gitignore'), 'node_modules\n*.tgz\npackage*.json\n');
    this.commit();
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** The paths of files; optionally also of links and of folders with a file's name. */
  names(all = false): string[] {
    return [...this.files].filter(([, entry]) => all || isContent(entry)).map(([name]) => name);
  }

  write(name: string, content: Content, style: Style = { crlf: false, bom: false }): void {
    this.writeText(name, textOf(name, content, style));
    this.files.set(name, { content });
  }

  /** Writes a text that is not a {@link Content}; the right content must be written before the next read. */
  writeText(name: string, text: string): void {
    this.clear(name);
    mkdirSync(dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), text);
  }

  /** Replaces a file with an older one, like `mv` and `cp -p`. */
  replace(name: string, content: Content): void {
    const old = this.at('replacement.tmp');
    writeFileSync(old, textOf(name, content, { crlf: false, bom: false }));
    utimesSync(old, 1e9, 1e9);
    this.clear(name);
    mkdirSync(dirname(this.at(name)), { recursive: true });
    renameSync(old, this.at(name));
    this.files.set(name, { content });
  }

  link(name: string, target: string): void {
    this.remove(name);
    symlinkSync(target, this.at(name));
    this.files.set(name, { link: target });
  }

  makeFolder(name: string): void {
    this.remove(name);
    mkdirSync(this.at(name));
    writeFileSync(join(this.at(name), 'keep.txt'), '');
    this.files.set(name, 'folder');
  }

  rename(from: string, to: string): void {
    const entry = this.files.get(from)!;
    this.clear(to);
    renameSync(this.at(from), this.at(to));
    this.files.delete(from);
    this.files.set(to, entry);
  }

  remove(name: string): void {
    rmSync(this.at(name), { recursive: true, force: true });
    for (const each of this.files.keys())
      if (each === name || each.startsWith(`${name}/`)) this.files.delete(each);
  }

  /** Commits everything, and checks out a branch, which is created if there is none of that name. */
  checkOut(branch: string): void {
    this.commit();
    this.branches.set(this.branch, new Map(this.files));
    const known = this.branches.get(branch);
    this.git('checkout', '-q', ...(known ? [branch] : ['-b', branch]));
    if (known) this.files = new Map(known);
    this.branch = branch;
  }

  /** Records that a package was put in `node_modules`. */
  notePackage(name: string, made: Package): void {
    this.versions.set(made.value, made);
    this.packages.set(name, made);
  }

  /** Records npm's changes to `node_modules`: it removes unknown packages, and restores changed ones. */
  notePackages(names: readonly string[]): void {
    for (const name of names) {
      const file = this.at(join('node_modules', name, 'package.json'));
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const made = this.versions.get(Number(/"version": ?"1\.0\.(\d+)"/.exec(text)?.[1]));
      if (made) this.packages.set(name, made);
      else this.packages.delete(name);
    }
  }

  private commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'all');
  }

  private git(...args: string[]): void {
    const own = ['-c', 'user.name=soak', '-c', 'user.email=soak@localhost', '-c', 'core.autocrlf=false'];
    execFileSync('git', [...own, '-c', 'gc.auto=0', ...args], { cwd: this.path, stdio: 'pipe' });
  }

  /** Removes whatever has the name of a file. */
  private clear(name: string): void {
    const entry = this.files.get(name);
    if (entry && !isContent(entry)) this.remove(name);
  }
}

export const isContent = (entry: Entry | undefined): entry is { content: Content } =>
  typeof entry === 'object' && 'content' in entry;
