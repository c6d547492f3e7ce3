import { statSync } from 'node:fs';
import Module, { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { compileModule, isAwaiting } from './compile-module';
import { ModuleFinder } from './find-module';
import { importsIn } from './imports';
import { isOurs } from './installed';
import { maybeForNotebook } from './packages';
import { NodeModules } from './node-modules';
import { readTextFile, TextFiles } from './text-files';

/** What `import.meta` is in a file. */
interface Meta {
  url: string;
  filename: string;
  dirname: string;
  resolve(request: string): string;
}

/**
 * The modules that cells import. A learner's own files are compiled and run here, and again when they changed; Node
 * loads the packages, up to the day when one of them is changed under its feet.
 */
export class Modules {
  private readonly inMemory = new Map<string, string>();
  private readonly texts = new TextFiles((path) => this.inMemory.get(path) ?? readTextFile(path));
  private readonly finder = new ModuleFinder((path) => this.inMemory.has(path) || isFile(path));
  private readonly packages = new NodeModules();
  private readonly loaded = new Map<string, Module>();
  /** Of modules that await something, their exports to come. */
  private readonly pending = new Map<string, Promise<unknown>>();
  /** Each file, and the files that import it. */
  private readonly importers = new Map<string, Set<string>>();

  /** Keeps a module that a cell holds, instead of a file. */
  keep(file: string, text: string): void {
    this.inMemory.set(file, text);
    this.texts.forget(file);
    this.drop(new Set([file]));
  }

  /**
   * Forgets modules whose files changed, and those that import them; all others stay as they are.
   *
   * @returns the files that are forgotten
   */
  refresh(): Set<string> {
    this.finder.lookAgain();
    // one that Stop cut short counts as changed
    const changed = [...this.loaded].filter(([file, { loaded }]) => !loaded || this.texts.isChanged(file));
    return this.drop(new Set([...changed.map(([file]) => file), ...this.packages.findChanged()]));
  }

  /** Returns the file that an import means, if there is one. */
  find(request: string, from: string): string | undefined {
    const path = request.startsWith('file:') ? fileURLToPath(request) : request;
    return this.finder.find(path, from);
  }

  /** Makes the `require` of a file. */
  requireOf(from: string): NodeJS.Require {
    const native = createRequire(from);
    const resolve = (request: string, how?: { paths?: string[] }): string =>
      (how ? undefined : this.find(request, from)) ?? native.resolve(request, how);
    return Object.assign((request: string) => this.load(request, from, native), native, {
      resolve: Object.assign(resolve, native.resolve),
      [inspect.custom]: () => '[Function: require]', // its fields hold all that the kernel has loaded
    });
  }

  /** Makes the `import.meta` of a file. */
  metaOf(filename: string): Meta {
    const resolve = (request: string): string => {
      const found = this.requireOf(filename).resolve(request);
      return isAbsolute(found) ? pathToFileURL(found).href : found;
    };
    return { url: pathToFileURL(filename).href, filename, dirname: dirname(filename), resolve };
  }

  /** Loads ahead what `require` could not: modules that await something before they are ready. */
  async loadAhead(requests: string[], from: string): Promise<void> {
    const seen = new Set<string>();
    const visit = async (request: string, importer: string): Promise<void> => {
      const file = this.find(request, importer);
      if (!file || seen.has(file) || this.loaded.has(file) || isOurs(file)) return;
      seen.add(file);
      if (this.isOwn(file)) {
        const text = this.texts.read(file) ?? '';
        for (const each of importsIn(text)) await visit(each, file);
        if (isAwaiting(text)) await this.loadOwn(file);
      } else if (this.finder.isEsModule(file)) await this.packages.loadAhead(file);
    };
    for (const request of requests) await visit(request, from);
  }

  private load(request: string, from: string, native: NodeJS.Require): unknown {
    const module = maybeForNotebook(request);
    if (module) return module;
    const file = this.find(request, from);
    if (!file) return this.loadUnknown(request, from, native);
    const importers = this.importers.get(file) ?? new Set();
    this.importers.set(file, importers.add(from));
    return this.isOwn(file) ? this.loadOwn(file) : this.packages.load(file, native);
  }

  private loadUnknown(request: string, from: string, native: NodeJS.Require): unknown {
    const isPath = /^\.{0,2}\/|^\.{1,2}$|^file:/.test(request);
    if (isBuiltin(request) || (!isPath && !isUnknownTo(native, request))) return native(request);
    const where = this.loaded.has(from) ? `, which ${relative(process.cwd(), from)} imports` : '';
    throw Object.assign(new Error(`Cannot find module '${request}'${where}`), { code: 'MODULE_NOT_FOUND' });
  }

  private isOwn(file: string): boolean {
    if (isOurs(file) || file.endsWith('.node')) return false;
    return !file.includes('/node_modules/') || /\.[cm]?tsx?$/.test(file) || this.packages.isStale(file);
  }

  /** The exports of a file; a promise of them while it awaits something, as `import()` would give it. */
  private loadOwn(file: string): unknown {
    const known = this.loaded.get(file);
    if (known) return this.pending.get(file) ?? known.exports;
    const module = new Module(file);
    module.filename = file;
    this.loaded.set(file, module);
    try {
      const ran = this.run(module, file);
      if (ran) return this.wait(module, file, ran);
      module.loaded = true;
    } catch (error) {
      this.giveUp(module, file);
      throw error;
    }
    return module.exports;
  }

  private wait(module: Module, file: string, ran: Promise<void>): Promise<unknown> {
    const settle = (): void => {
      if (this.loaded.get(file) === module) this.pending.delete(file);
    };
    const ready = ran.then(
      () => {
        settle();
        module.loaded = true;
        return module.exports as unknown;
      },
      (error: unknown) => {
        settle();
        this.giveUp(module, file);
        throw error;
      },
    );
    // the mark keeps compiled code from taking the promise for a module without a default export
    this.pending.set(file, Object.assign(ready, { __esModule: true }));
    return ready;
  }

  private giveUp(module: Module, file: string): void {
    if (this.loaded.get(file) !== module) return;
    this.loaded.delete(file);
    // in a circle, another may be done already, with only a part of this one
    const done = [...(this.importers.get(file) ?? [])].filter((each) => this.loaded.get(each)?.loaded);
    this.drop(new Set(done));
  }

  private run(module: Module, file: string): Promise<void> | void {
    const text = this.texts.read(file);
    if (text === undefined)
      throw new Error(`expected a file that can be read, got ${relative(process.cwd(), file)}`);
    if (file.endsWith('.json')) module.exports = parseJson(text, file);
    else {
      const start = compileModule(file, text);
      const { exports } = module as { exports: unknown };
      return start.call(
        exports,
        exports,
        this.requireOf(file),
        module,
        file,
        dirname(file),
        this.metaOf(file),
      );
    }
  }

  private drop(files: Set<string>): Set<string> {
    for (const file of files) {
      for (const importer of this.importers.get(file) ?? []) files.add(importer);
      for (const importer of this.packages.importersOf(file)) files.add(importer);
    }
    for (const file of files) {
      this.loaded.delete(file);
      this.pending.delete(file);
      this.importers.delete(file);
      this.packages.drop(file);
    }
    for (const importers of this.importers.values()) for (const file of files) importers.delete(file);
    return files;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

/** Whether Node finds no such package. Its own error may speak of a version that was there before. */
function isUnknownTo(native: NodeJS.Require, request: string): boolean {
  try {
    native.resolve(request);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'MODULE_NOT_FOUND' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SyntaxError(`${relative(process.cwd(), file)} is no valid JSON: ${(error as Error).message}`);
  }
}
