import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import ts from '@tslab/typescript-for-tslab';

const options: ts.CompilerOptions & { noDtsResolution: boolean } = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  noDtsResolution: true, // files that run, not their types
  allowJs: true,
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
};

/** How code asks for a module: a package may have a file for each. */
export type How = 'require' | 'import';

/**
 * Finds the file that an import means, as Node does, TypeScript's files included. Node itself would not do: what it has
 * once read of a package it believes for good, though another version may lie there by now.
 */
export class ModuleFinder {
  private cache!: ts.ModuleResolutionCache;

  /** @param isFile whether there is such a file, on the disk or in memory */
  constructor(private readonly isFile: (path: string) => boolean) {
    this.lookAgain();
  }

  /** From now on the disk may have changed. */
  lookAgain(): void {
    this.cache = ts.createModuleResolutionCache('/', (name) => name, options);
  }

  /** Returns the file, or nothing for Node's own modules and where there is none. */
  find(request: string, from: string, how: How = 'require'): string | undefined {
    if (isBuiltin(request)) return undefined;
    for (const mode of this.modesOf(from, how)) {
      const found = this.resolve(request, from, mode);
      if (found) return preferJavaScript(found);
    }
    // what Node adds when the extension is left out, and TypeScript does not
    return /^\.{0,2}\//.test(request)
      ? this.resolve(`${request}.json`, from, ts.ModuleKind.CommonJS)
      : undefined;
  }

  /** Whether Node takes a file of that name for an ES module. */
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
    // what a package asks for, it gets as Node would give it
    if (from.includes('/node_modules/') && !/\.[cm]?tsx?$/.test(from))
      return [how === 'import' || this.isEsModule(from) ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS];
    // a learner's code is run as CommonJS; packages made for `import` alone are for it too
    return [ts.ModuleKind.CommonJS, ts.ModuleKind.ESNext];
  }

  private resolve(request: string, from: string, mode: ts.ResolutionMode): string | undefined {
    const host = { ...ts.sys, fileExists: this.isFile };
    return ts.resolveModuleName(request, from, options, host, this.cache, undefined, mode).resolvedModule
      ?.resolvedFileName;
  }
}

/** In a package the JavaScript is what its author tried; the TypeScript that lies beside is for reading. */
function preferJavaScript(file: string): string {
  if (!file.includes('/node_modules/')) return file;
  const javaScript = file.replace(/\.([cm]?)tsx?$/, '.$1js');
  return existsSync(javaScript) ? javaScript : file;
}
