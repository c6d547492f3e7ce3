/** What a module is to the code that asks for it. */
type Exports = Record<string, unknown> & { __esModule?: boolean };

/**
 * A module as `import()` and `import * as` give it.
 *
 * @param isWhole as Node gives a CommonJS module to an ES module: what it exports as a whole is the default export, though
 *   it may have one of its own
 */
export function toModule(loaded: unknown, isWhole = false): unknown {
  const exports = loaded as Exports | null | undefined;
  if (isWhole) return Object.defineProperty({ ...exports, default: exports }, '__esModule', { value: true });
  return exports?.__esModule ? exports : { ...exports, default: exports };
}

/** The default export of a module; of one that has none by that name, the whole. */
export function toDefault(loaded: unknown): unknown {
  const exports = loaded as Exports | null | undefined;
  return exports?.__esModule ? exports.default : exports;
}

/** Marks an ES module of a package while it runs, as Node does: without a default export it is, as a whole, its own. */
export function markAsNode(exports: object, run: () => Promise<void> | void): Promise<void> | void {
  Object.defineProperty(exports, '__esModule', { value: true, configurable: true });
  const end = (): void => {
    if (!('default' in exports)) Reflect.deleteProperty(exports, '__esModule');
  };
  const running = run();
  if (running) return running.then(end);
  end();
}

/** What `require` throws for a module that awaits something and is not ready. */
export const toNotReady = (request: string): Error =>
  Object.assign(
    new Error(
      `'${request}' awaits something while it loads, and require cannot wait: write await import('${request}')`,
    ),
    { code: 'ERR_REQUIRE_ASYNC_MODULE' },
  );
