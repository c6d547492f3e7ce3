import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import ts from '@tslab/typescript-for-tslab';

const options: ts.CompilerOptions & { noDtsResolution: boolean } = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  noDtsResolution: true, // files that run, not their types
  allowJs: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
};

/** How code requests a module: a package may have a different file for each. */
export type How = 'require' | 'import';

/**
 * Finds the file of an import, as Node does, including TypeScript files. Node itself is not suitable, because it never
 * rereads what it has read of a package, even if another version has been installed since.
 */
export class ModuleFinder {
  private cache!: ts.ModuleResolutionCache;

  /** @param isFile whether there is such a file, on disk or in memory */
  constructor(private readonly isFile: (path: string) => boolean) {
    this.refreshFiles();
  }

  /** Declares that the disk may have changed. */
  refreshFiles(): void {
    this.cache = ts.createModuleResolutionCache('/', (name) => name, options);
  }

  /** Returns the file; `undefined` for Node's own modules and if there is none. */
  find(request: string, from: string, how: How = 'require'): string | undefined {
    if (isBuiltin(request)) return undefined;
    for (const mode of this.modesOf(from, how)) {
      const found = this.resolve(request, from, mode);
      if (found) return preferJavaScript(found);
    }
    // what Node tries if the extension is left out, but TypeScript does not
    return /^\.{0,2}\//.test(request)
      ? this.resolve(`${request}.json`, from, ts.ModuleKind.CommonJS)
      : undefined;
  }

  /** Whether Node treats a file of that name as an ES module. */
  isEsModule(file: string): boolean {
    const format = ts.getImpliedNodeFormatForFile(
      file as ts.Path,
      this.cache.getPackageJsonInfoCache(),
      ts.sys,
      options,
    );
    return format === ts.ModuleKind.ESNext;
  }

  private modesOf(from: string, how: How): (ts.ModuleKind.CommonJS | ts.ModuleKind.ESNext)[] {
    // a package's own requests are resolved as in Node
    if (from.includes('/node_modules/') && !/\.[cm]?tsx?$/.test(from))
      return [how === 'import' || this.isEsModule(from) ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS];
    // a learner's code runs as CommonJS, but can also use packages that support only `import`
    return [ts.ModuleKind.CommonJS, ts.ModuleKind.ESNext];
  }

  private resolve(request: string, from: string, mode: ts.ResolutionMode): string | undefined {
    const found = this.resolveAsTypeScript(request, from, mode);
    const main = found && mainOf(found); // followed once: it may lead back to this folder, or to another one's index
    return (main && this.resolveAsTypeScript(main, found, mode)) ?? found;
  }

  private resolveAsTypeScript(request: string, from: string, mode: ts.ResolutionMode): string | undefined {
    const host = { ...ts.sys, fileExists: this.isFile };
    return ts.resolveModuleName(request, from, options, host, this.cache, undefined, mode).resolvedModule
      ?.resolvedFileName;
  }
}

/**
 * What a folder's package.json names as its main file, if `file` is the folder's index. TypeScript first looks for an
 * `index.ts`, and only then for a main file in JavaScript; for Node, the main file comes first.
 */
function mainOf(file: string): string | undefined {
  if (!/^index\.[cm]?tsx?$/.test(basename(file))) return undefined;
  try {
    const { main, exports } = JSON.parse(
      readFileSync(join(dirname(file), 'package.json'), 'utf8'),
    ) as Manifest;
    return typeof main === 'string' && !exports ? join(dirname(file), main) : undefined;
  } catch {
    return undefined; // there is no package.json, or it is unreadable
  }
}

/** The fields of a package.json that name the file to load. */
interface Manifest {
  main?: unknown;
  exports?: unknown;
}

/** In a package, the author tested the JavaScript; adjacent TypeScript is for reading. */
function preferJavaScript(file: string): string {
  if (!file.includes('/node_modules/')) return file;
  const javaScript = file.replace(/\.([cm]?)tsx?$/, '.$1js');
  return existsSync(javaScript) ? javaScript : file;
}
