import ts from '@tslab/typescript-for-tslab';

type Resolve = NonNullable<ts.CompilerHost['resolveModuleNameLiterals']>;

/** Resolves imports for the compiler. */
export interface Resolver {
  resolve: Resolve;
  /** The files that a file imports, by their resolutions. */
  importsOf(file: string): string[];
  /** Forgets the imports of a file, so that they are resolved again. */
  forget(file: string): void;
}

/**
 * Resolves like a bundler: by a package's `exports`, with or without extensions. If a package's `exports` lead to no
 * types, it is also resolved the old way, by `types` and adjacent files.
 */
export function resolveTypes(options: ts.CompilerOptions, host: ts.ModuleResolutionHost): Resolver {
  const folder = host.getCurrentDirectory?.() ?? '';
  const old = { ...options, moduleResolution: ts.ModuleResolutionKind.Node10, customConditions: undefined };
  const [cache, oldCache] = [options, old].map((each) =>
    ts.createModuleResolutionCache(folder, (name) => name, each),
  );
  const imports = new Map<string, Map<string, string>>();

  const find = (name: string, from: string): ts.ResolvedModuleFull | undefined => {
    const { resolvedModule: found } = ts.resolveModuleName(name, from, options, host, cache);
    if ((found && !isUntyped(found)) || ts.isExternalModuleNameRelative(name)) return found;
    const { resolvedModule: other } = ts.resolveModuleName(name, from, old, host, oldCache);
    return other && !isUntyped(other) ? other : found;
  };
  return {
    resolve: (literals, from) =>
      literals.map(({ text }) => {
        const found = find(text, from);
        const known = imports.get(from) ?? new Map<string, string>();
        if (found) imports.set(from, known.set(text, found.resolvedFileName));
        return { resolvedModule: found };
      }),
    importsOf: (file) => [...(imports.get(file)?.values() ?? [])],
    forget: (file) => imports.delete(file),
  };
}

const isUntyped = ({ extension, isExternalLibraryImport }: ts.ResolvedModuleFull): boolean =>
  !!isExternalLibraryImport && /^\.[cm]?jsx?$/.test(extension);
