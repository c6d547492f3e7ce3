import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { callAsCell } from './as-cell';
import { importsIn } from './imports';
import { isOurs } from './installed';
import { TextFiles } from './text-files';

/**
 * The modules of packages, which Node loads. Node never reads a package anew: one that is changed, removed or put in
 * another version is stale, and no longer Node's to load.
 */
export class NodeModules {
  private readonly texts = new TextFiles();
  private readonly files = new Set<string>();
  private readonly stale = new Set<string>();
  /** ES modules that `require` cannot load, as they await something before they are ready. */
  private readonly awaited = new Map<string, object>();

  /** Loads a file; one that awaits something comes as a promise, as `import()` would give it. */
  load(file: string, native: NodeJS.Require): unknown {
    const known = this.awaited.get(file);
    if (known) return known;
    try {
      return native(file);
    } catch (error) {
      if (!isAsync(error)) throw error;
      // the mark keeps compiled code from taking the promise for a module without a default export
      return Object.assign(this.import(file), { __esModule: true });
    } finally {
      this.watchAll(file);
    }
  }

  /** Loads an ES module, if `require` could not. */
  async loadAhead(file: string): Promise<void> {
    if (this.awaited.has(file) || require.cache[file] || this.isStale(file)) return;
    try {
      callAsCell(() => require(file) as unknown);
    } catch (error) {
      if (isAsync(error)) await this.import(file).catch(() => undefined); // the cell's own import will throw
    } finally {
      this.watchAll(file); // the cell may not come to its import
    }
  }

  /** Returns the loaded files of packages that changed. */
  findChanged(): string[] {
    const changed = [...this.files].filter((file) => this.texts.isChanged(file));
    for (const file of changed) this.stale.add(packageOf(file));
    return changed.length ? [...this.files].filter((file) => this.isStale(file)) : [];
  }

  /** Whether a file belongs to a package that Node has old files of. */
  isStale(file: string): boolean {
    return this.stale.has(packageOf(file));
  }

  /** Returns the packages' files that have loaded a file. */
  importersOf(file: string): string[] {
    if (!this.files.has(file)) return [];
    return [...this.files].filter((each) => require.cache[each]?.children.some(({ id }) => id === file));
  }

  /** Forgets a file, if it was Node's. */
  drop(file: string): void {
    if (!this.files.delete(file)) return;
    this.stale.add(packageOf(file));
    this.awaited.delete(file);
    this.texts.forget(file);
    delete require.cache[file];
  }

  private async import(file: string): Promise<object> {
    const module = toCommonJs((await import(pathToFileURL(file).href)) as object);
    this.awaited.set(file, module);
    this.watchEsModule(file);
    return module;
  }

  private watchAll(file: string): void {
    if (types.isModuleNamespaceObject(require.cache[file]?.exports)) this.watchEsModule(file);
    for (const each of Object.keys(require.cache)) if (!isOurs(each)) this.watch(each);
  }

  private watchEsModule(file: string): void {
    if (!this.watch(file)) return;
    const relative = importsIn(this.texts.read(file) ?? '').filter((request) => request.startsWith('.'));
    for (const request of relative) this.watchEsModule(join(dirname(file), request));
  }

  private watch(file: string): boolean {
    if (this.files.has(file) || file.endsWith('.node') || !file.includes('/node_modules/')) return false;
    this.files.add(file);
    this.texts.read(file);
    const manifest = join(packageOf(file), 'package.json');
    this.files.add(manifest);
    this.texts.read(manifest);
    return true;
  }
}

/** A module with a default export, marked so that compiled code finds it; as Node does for `require`. */
function toCommonJs(module: object): object {
  if (!('default' in module) || '__esModule' in module) return module;
  const names = Object.keys(module) as (keyof typeof module)[];
  const getters = names.map((name) => [name, { enumerable: true, get: (): unknown => module[name] }]);
  const properties = Object.fromEntries(getters) as PropertyDescriptorMap;
  return Object.defineProperties({}, { __esModule: { value: true }, ...properties });
}

const isAsync = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_REQUIRE_ASYNC_MODULE';

/** The folder of the package that a file belongs to. */
const packageOf = (file: string): string =>
  /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? dirname(file);
