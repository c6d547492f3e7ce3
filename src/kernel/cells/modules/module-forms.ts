/** The value of a module for the code that requests it. */
type Exports = Record<string, unknown> & { __esModule?: boolean };

/**
 * A module as `import()` and `import * as` return it.
 *
 * @param isWhole as Node passes a CommonJS module to an ES module: its exports as a whole are the default export, even
 *   if it has one itself
 */
export function toModule(loaded: unknown, isWhole = false): unknown {
  const exports = loaded as Exports | null | undefined;
  if (isWhole) return Object.defineProperty({ ...exports, default: exports }, '__esModule', { value: true });
  return exports?.__esModule ? exports : { ...exports, default: exports };
}

/** The default export of a module; the whole module if it has no export of that name. */
export function toDefault(loaded: unknown): unknown {
  const exports = loaded as Exports | null | undefined;
  return exports?.__esModule ? exports.default : exports;
}

/**
 * Marks an ES module of a package while it runs, as Node does: without a default export, the module as a whole is the
 * default.
 */
export function markAsNode(exports: object, run: () => Promise<void> | void): Promise<void> | void {
  Object.defineProperty(exports, '__esModule', { value: true, configurable: true });
  const end = (): void => {
    if (!('default' in exports)) Reflect.deleteProperty(exports, '__esModule');
  };
  const running = run();
  if (running) return running.then(end);
  end();
}

/** What `require` throws for a module with top-level `await` that is not ready. */
export const toNotReady = (request: string): Error =>
  Object.assign(
    new Error(
      `require cannot load '${request}', because it or one of its imports uses top-level await: write await import('${request}')`,
    ),
    { code: 'ERR_REQUIRE_ASYNC_MODULE' },
  );
