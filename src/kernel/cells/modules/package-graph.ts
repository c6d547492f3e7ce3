import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import type { ModuleFinder } from './find-module';
import { requestsIn } from '../compile/imports';
import { isInstalled } from './installed';
import { Requests, toMissing } from './requests';
import { TextFiles } from '../compile/text-files';

/**
 * The files of packages that Node has loaded or may load: their contents and what they request. Node does not reveal
 * which ES modules it has loaded, nor what they import, so this is read from their code.
 */
export class PackageGraph {
  private readonly texts = new TextFiles();
  /** Each file, and the files that it requests. */
  private readonly imports = new Map<string, Set<string>>();
  private readonly requests = new Requests();

  constructor(private readonly finder: ModuleFinder) {}

  /** Adds a file, and all that it leads to. */
  add(first: string): void {
    const files = [first];
    for (const file of files) if (isText(file) && !this.has(file)) files.push(...this.read(file));
  }

  has(file: string): boolean {
    return this.imports.has(file);
  }

  get files(): string[] {
    return [...this.imports.keys()];
  }

  /** Returns the files that changed, and those for which a missing request would now be found, or another package. */
  findChanged(): string[] {
    const moved = this.requests.findMoved((request, from) => this.finder.find(request, from));
    return [...this.files.filter((file) => this.texts.isChanged(file)), ...moved.map(({ from }) => from)];
  }

  /** Returns a file and all that it leads to. */
  reachableFrom(file: string): Set<string> {
    const reached = new Set([file]);
    for (const each of reached) for (const asked of this.imports.get(each) ?? []) reached.add(asked);
    return reached;
  }

  /** Returns the error that Node's `message` refers to, if a file leads to one that requests something missing. */
  maybeMissing(file: string, message: string): Error | undefined {
    for (const importer of this.reachableFrom(file))
      for (const request of this.requests.missingOf(importer))
        if (
          message.includes(`'${request}'`) ||
          message.includes(`${join('/node_modules', request)}/package.json`)
        )
          return toMissing(request, importer);
    return undefined;
  }

  /** Returns the files that request a file. */
  importersOf(file: string): string[] {
    return [...this.imports].filter(([, asked]) => asked.has(file)).map(([importer]) => importer);
  }

  drop(file: string): void {
    this.imports.delete(file);
    this.requests.drop(file);
    this.texts.forget(file);
  }

  /** Reads a file; returns what it requests, and the manifests that determine how Node treats it. */
  private read(file: string): Set<string> {
    const asked = new Set(manifestsOf(file));
    this.imports.set(file, asked);
    const text = this.texts.read(file) ?? '';
    const requests = /\.[cm]?js$/.test(file) ? requestsIn(text) : [];
    for (const request of requests) {
      const found = this.finder.find(request, file);
      if (found) asked.add(found);
      const isFixed = isBuiltin(request) || (found && (request.startsWith('.') || isInstalled(found)));
      if (!isFixed) this.requests.note(file, request, found);
    }
    return asked;
  }
}

/** The folder of the package that a file belongs to. */
export const packageOf = (file: string): string =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? dirname(file);

/** Whether a file belongs to a package that a learner installed. */
export const isOfPackage = (file: string): boolean => file.includes('/node_modules/') && isText(file);

/** Whether a file can be read as text, and is not one that the kernel itself runs on. */
const isText = (file: string): boolean => !file.endsWith('.node') && !isInstalled(file);

function manifestsOf(file: string): string[] {
  const root = packageOf(file);
  const manifests: string[] = [];
  for (let folder = dirname(file); folder.length > root.length; folder = dirname(folder))
    manifests.push(join(folder, 'package.json'));
  return [join(root, 'package.json'), ...manifests.filter((each) => existsSync(each))];
}
