import { pathToFileURL } from 'node:url';
import { callAsCell } from './as-cell';
import type { ModuleFinder } from './find-module';
import { isOfPackage, packageOf, PackageGraph } from './package-graph';
import { isMissing } from './requests';

/**
 * The modules of packages, which Node loads. Node never reads a package again: one that was changed, removed or
 * replaced by another version is stale, as are those that lead to it, and Node must no longer load them.
 */
export class NodeModules {
  private readonly graph: PackageGraph;
  /** The folders of packages of which Node has loaded or cached something that is out of date. */
  private readonly stale = new Set<string>();
  /** Files that Node could load. */
  private readonly sound = new Set<string>();
  /** ES modules that `require` cannot load, because they use top-level `await`. */
  private readonly awaited = new Map<string, object>();

  /** How many files Node had loaded at the last check. */
  private count = 0;

  constructor(private readonly finder: ModuleFinder) {
    this.graph = new PackageGraph(finder);
  }

  /**
   * Loads a file.
   *
   * @throws what the file throws; `isAsync` recognizes the error of a module with top-level `await` that is not ready
   */
  load(file: string): unknown {
    const known = this.awaited.get(file);
    if (known) return known;
    try {
      // resolved from here, so that an invalid package.json next to the notebook does not affect packages
      const loaded = require(file) as unknown;
      this.noteSound(file);
      return loaded;
    } catch (error) {
      throw isAsync(error) ? error : this.toFailed(file, error);
    } finally {
      this.noteLoaded();
    }
  }

  /** Adds the files that packages have loaded by themselves, under names that their code does not reveal. */
  noteLoaded(): void {
    const files = Object.keys(require.cache);
    if (files.length === this.count) return;
    this.count = files.length;
    for (const file of files) if (isOfPackage(file)) this.graph.add(file);
  }

  /** Loads an ES module, including its top-level `await`. */
  async loadAhead(file: string): Promise<void> {
    if (this.awaited.has(file) || require.cache[file]) return;
    try {
      callAsCell(() => this.load(file));
    } catch (error) {
      if (!isAsync(error)) throw error;
      await this.import(file);
    }
  }

  /** Whether Node finds a package by itself. Its answer may be about an earlier version. */
  isFound(request: string, native: NodeJS.Require): boolean {
    try {
      return !this.stale.has(packageOf(native.resolve(request)));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code && code !== 'ERR_INVALID_PACKAGE_CONFIG') return !isMissing(error);
      // Node reports an invalid package.json next to the notebook first, even if there is no such package
      return message.includes('/node_modules/');
    }
  }

  /** Returns the files of packages that changed. */
  findChanged(): string[] {
    const changed = new Set(this.graph.findChanged().map(packageOf));
    for (const folder of changed) this.stale.add(folder);
    return changed.size ? this.graph.files.filter((file) => changed.has(packageOf(file))) : [];
  }

  /** Whether a file belongs to a package of which Node has old files, or leads to one. */
  isStale(file: string): boolean {
    if (!isOfPackage(file)) return false;
    const folder = packageOf(file);
    if (this.stale.has(folder)) return true;
    this.graph.add(file);
    if (!this.stale.size) return false;
    const leadsToStale = [...this.graph.reachableFrom(file)].some((each) => this.stale.has(packageOf(each)));
    if (leadsToStale) this.makeStale(folder);
    return leadsToStale;
  }

  /** Returns the files of packages that have loaded a file. */
  importersOf(file: string): string[] {
    if (!this.graph.has(file)) return [];
    const haveLoaded = this.graph.files.filter((each) =>
      require.cache[each]?.children.some(({ id }) => id === file),
    );
    return [...this.graph.importersOf(file), ...haveLoaded];
  }

  /** Forgets a file, if Node loaded it. */
  drop(file: string): void {
    if (!this.graph.has(file)) return;
    this.stale.add(packageOf(file));
    this.graph.drop(file);
    this.sound.delete(file);
    this.awaited.delete(file);
    delete require.cache[file];
    this.count = 0;
  }

  private async import(file: string): Promise<void> {
    try {
      this.awaited.set(file, toCommonJs((await import(pathToFileURL(file).href)) as object));
      this.noteSound(file);
    } catch (error) {
      throw this.toFailed(file, error);
    }
  }

  private noteSound(file: string): void {
    for (const each of this.graph.reachableFrom(file)) this.sound.add(each);
  }

  /**
   * Returns the error of a file that Node could not load. In Node, an ES module that failed stays failed; therefore
   * Node no longer loads anything that may be the cause.
   */
  private toFailed(file: string, error: unknown): unknown {
    if (isMissing(error)) return this.graph.maybeMissing(file, (error as Error).message) ?? error;
    if (error instanceof SyntaxError) return error; // until it is changed
    for (const each of this.graph.reachableFrom(file))
      if (!this.sound.has(each) && isOfPackage(each) && this.finder.isEsModule(each))
        this.makeStale(packageOf(each));
    return error;
  }

  private makeStale(folder: string): void {
    this.stale.add(folder);
    for (const file of this.graph.files) if (packageOf(file) === folder) this.drop(file);
  }
}

/** A module with a default export, marked so that compiled code recognizes it, as Node does for `require`. */
function toCommonJs(module: object): object {
  if (!('default' in module) || '__esModule' in module) return module;
  const names = Object.keys(module) as (keyof typeof module)[];
  const getters = names.map((name) => [name, { enumerable: true, get: (): unknown => module[name] }]);
  const properties = Object.fromEntries(getters) as PropertyDescriptorMap;
  return Object.defineProperties({}, { __esModule: { value: true }, ...properties });
}

/** Whether `require` failed because a module with top-level `await` is not ready. */
export const isAsync = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_REQUIRE_ASYNC_MODULE';
