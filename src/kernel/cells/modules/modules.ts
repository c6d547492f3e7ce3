import Module, { createRequire, isBuiltin } from 'node:module';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { callAsCell } from './as-cell';
import { compileModule, isAwaiting } from './compile-module';
import { type How, ModuleFinder } from './find-module';
import { Importers } from './importers';
import { importsIn } from '../compile/imports';
import { isInstalled } from './installed';
import { markAsNode, toModule, toNotReady } from './module-forms';
import { isAsync, NodeModules } from './node-modules';
import { maybeReplacement } from './replacements';
import { Requests, toMissing } from './requests';
import { isFile, parseJson, readTextFile, TextFiles } from '../compile/text-files';

/** The `import.meta` of a file. */
interface Meta {
  url: string;
  filename: string;
  dirname: string;
  resolve(request: string): string;
}

/**
 * The modules that cells import. A learner's own files are compiled and run here, and again after they changed; Node
 * loads the packages, until one of them is changed while the kernel runs.
 */
export class Modules {
  private readonly inMemory = new Map<string, string>();
  private readonly texts = new TextFiles((path) => this.inMemory.get(path) ?? readTextFile(path));
  private readonly finder = new ModuleFinder((path) => this.inMemory.has(path) || isFile(path));
  private readonly packages = new NodeModules(this.finder);
  private readonly loaded = new Map<string, Module>();
  /** For modules with top-level `await`, when they are ready. */
  private readonly pending = new Map<string, Promise<void>>();
  private readonly importers = new Importers();
  private readonly requests = new Requests();

  /** Keeps a module that is given by a cell instead of a file. */
  keep(file: string, text: string): void {
    this.inMemory.set(file, text);
    this.texts.forget(file);
    this.drop(new Set([file]));
  }

  /**
   * Forgets modules whose files changed or that would get another file for one of their imports, and the modules that
   * import them; all others keep their state.
   *
   * @returns the forgotten files, and those that would be imported now
   */
  refresh(): Set<string> {
    this.finder.refreshFiles();
    this.importers.keep((file) => this.loaded.has(file));
    const isCut = (file: string, { loaded }: Module): boolean => !loaded && !this.pending.has(file);
    const changed = [...this.loaded].filter(
      ([file, module]) => isCut(file, module) || this.texts.isChanged(file),
    );
    const moved = this.requests.findMoved((request, from, how) => this.find(request, from, how));
    const importers = moved.map(({ from }) => from).filter((from) => this.loaded.has(from));
    const files = [...changed.map(([file]) => file), ...importers, ...this.packages.findChanged()];
    return new Set([...this.drop(new Set(files)), ...moved.flatMap(({ file }) => file ?? [])]);
  }

  /** Must be called after a cell has run. */
  noteRun(): void {
    this.packages.noteLoaded();
  }

  /** Must be called on Stop: what a module awaits may never be settled. */
  stop(): void {
    this.pending.clear();
  }

  /** Returns the file of an import, if there is one. */
  find(request: string, from: string, how?: How): string | undefined {
    const path = request.startsWith('file:') ? fileURLToPath(request) : request;
    return this.finder.find(path, from, how);
  }

  /** Creates the `require` of a file. */
  requireOf(from: string): NodeJS.Require {
    const native = createRequire(from);
    const resolve = (request: string, how?: { paths?: string[] }): string =>
      (how ? undefined : this.find(request, from)) ?? native.resolve(request, how);
    return Object.assign((request: string) => this.load(request, from), native, {
      resolve: Object.assign(resolve, native.resolve),
      [inspect.custom]: () => '[Function: require]', // its properties contain everything that the kernel has loaded
    });
  }

  /** Creates the replacement for `import()` in a file. */
  importOf(from: string): (request: unknown) => Promise<unknown> {
    return async (request) => {
      await this.loadAhead([String(request)], from, 'import');
      return toModule(callAsCell(() => this.load(String(request), from, 'import')));
    };
  }

  /** Creates the `import.meta` of a file. */
  metaOf(filename: string): Meta {
    const resolve = (request: string): string => {
      const found = this.requireOf(filename).resolve(request);
      return isAbsolute(found) ? pathToFileURL(found).href : found;
    };
    return { url: pathToFileURL(filename).href, filename, dirname: dirname(filename), resolve };
  }

  /** Loads in advance what `require` cannot: modules with top-level `await`. */
  async loadAhead(requests: string[], from: string, how?: How): Promise<void> {
    const seen = new Set<string>();
    const visit = async (request: string, importer: string, as?: How): Promise<void> => {
      const file = this.find(request, importer, as);
      if (!file || seen.has(file) || isInstalled(file)) return;
      seen.add(file);
      if (this.isOwn(file)) return visitOwn(file, importer);
      if (this.finder.isEsModule(file)) await this.packages.loadAhead(file);
    };
    const visitOwn = async (file: string, importer: string): Promise<void> => {
      this.importers.note(file, importer);
      if (this.importers.leadsTo(file, importer)) return; // a cycle: that module waits for this one
      if (!this.loaded.has(file)) {
        const text = this.texts.read(file) ?? '';
        for (const each of importsIn(text)) await visit(each, file);
        if (isAwaiting(text)) callAsCell(() => this.loadOwn(file));
      }
      await this.pending.get(file);
    };
    for (const request of requests) await visit(request, from, how);
  }

  private load(request: string, from: string, how?: How): unknown {
    const module = maybeReplacement(request);
    if (module) return module;
    const file = this.find(request, from, how);
    if (!(isBuiltin(request) || (file && isInstalled(file)))) this.requests.note(from, request, file, how);
    if (!file) return this.loadUnknown(request, from);
    this.importers.note(file, from);
    const loaded = this.isOwn(file) ? this.loadReady(file, request, from) : this.loadPackage(file, request);
    // what an ES module of a package gets from Node
    const isWhole =
      from.includes('/node_modules/') && this.finder.isEsModule(from) && !this.finder.isEsModule(file);
    return isWhole ? toModule(loaded, true) : loaded;
  }

  private loadPackage(file: string, request: string): unknown {
    try {
      return this.packages.load(file);
    } catch (error) {
      throw isAsync(error) ? toNotReady(request) : error;
    }
  }

  /** Loads a file; in a cycle, the part that has been loaded so far. */
  private loadReady(file: string, request: string, from: string): unknown {
    const isReady =
      !this.pending.has(file) && (this.loaded.has(file) || !isAwaiting(this.texts.read(file) ?? ''));
    if (!isReady && !this.importers.leadsTo(file, from)) throw toNotReady(request);
    return this.loadOwn(file).exports as unknown;
  }

  private loadUnknown(request: string, from: string): unknown {
    const native = createRequire(from);
    const isPath = /^\.{0,2}\/|^\.{1,2}$|^file:/.test(request);
    if (isBuiltin(request) || (!isPath && this.packages.isFound(request, native))) return native(request);
    throw toMissing(request, this.loaded.has(from) ? from : undefined);
  }

  private isOwn(file: string): boolean {
    if (isInstalled(file) || file.endsWith('.node')) return false;
    return !file.includes('/node_modules/') || /\.[cm]?tsx?$/.test(file) || this.packages.isStale(file);
  }

  private loadOwn(file: string): Module {
    const known = this.loaded.get(file);
    if (known) return known;
    const module = new Module(file);
    module.filename = file;
    this.loaded.set(file, module);
    try {
      const ran = this.run(module, file);
      if (ran) this.wait(module, file, ran);
      else module.loaded = true;
    } catch (error) {
      this.giveUp(module, file);
      throw error;
    }
    return module;
  }

  private wait(module: Module, file: string, ran: Promise<void>): void {
    const settle = (): void => {
      if (this.loaded.get(file) === module) this.pending.delete(file);
    };
    const ready = ran.then(
      () => {
        settle();
        module.loaded = true;
      },
      (error: unknown) => {
        settle();
        this.giveUp(module, file);
        throw error;
      },
    );
    ready.catch(() => undefined); // those that wait for it receive the error
    this.pending.set(file, ready);
  }

  private giveUp(module: Module, file: string): void {
    if (this.loaded.get(file) !== module) return;
    this.loaded.delete(file);
    // in a cycle, another module may already be complete, with only a part of this one
    const done = this.importers.of(file).filter((each) => this.loaded.get(each)?.loaded);
    this.drop(new Set(done));
  }

  private run(module: Module, file: string): Promise<void> | void {
    const text = this.texts.read(file);
    if (text === undefined)
      throw new Error(
        `${relative(process.cwd(), file)} cannot be read: check that it exists and that you may read it`,
      );
    if (file.endsWith('.json')) {
      module.exports = parseJson(text, file);
      return;
    }
    const start = compileModule(file, text);
    const { exports } = module as { exports: object };
    const [require, meta, load] = [this.requireOf(file), this.metaOf(file), this.importOf(file)];
    const run = () => start.call(exports, exports, require, module, file, dirname(file), meta, load);
    return file.includes('/node_modules/') && this.finder.isEsModule(file) ? markAsNode(exports, run) : run();
  }

  private drop(files: Set<string>): Set<string> {
    for (const file of files) {
      for (const importer of this.importers.of(file)) files.add(importer);
      for (const importer of this.packages.importersOf(file)) files.add(importer);
    }
    for (const file of files) {
      this.loaded.delete(file);
      this.pending.delete(file);
      this.requests.drop(file);
      this.packages.drop(file);
    }
    this.importers.drop(files);
    return files;
  }
}
