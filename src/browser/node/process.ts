/** The folder of notebooks, as the compiler and traces know it. */
export const FOLDER = '/course';

/** What is written without a console; the kernel replaces it. */
const nowhere = { write: (_text: string | Uint8Array): boolean => true };

/** The part of Node's `process` that the kernel, and cells, use in a browser. */
export const process = {
  cwd: (): string => FOLDER,
  chdir: (): void => undefined,
  env: {} as Record<string, string | undefined>,
  argv: [] as string[],
  platform: 'browser',
  /** By this, code that also runs in Node knows that this is not Node. */
  browser: true,
  // the version of Node whose types cells have
  version: 'v20.0.0',
  versions: {} as Record<string, string>,
  stdout: { ...nowhere },
  stderr: { ...nowhere },
  exit: (): void => undefined,
  abort: (): void => undefined,
  emitWarning: (): void => undefined,
  nextTick: (call: (...args: unknown[]) => void, ...args: unknown[]): void =>
    queueMicrotask(() => call(...args)),
  hrtime: Object.assign(
    (): [number, number] => {
      const now = performance.now();
      return [Math.floor(now / 1000), Math.floor((now % 1000) * 1e6)];
    },
    { bigint: (): bigint => BigInt(Math.round(performance.now() * 1e6)) },
  ),
  memoryUsage: (): { heapUsed: number } => {
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
    return { heapUsed: memory?.usedJSHeapSize ?? 0 };
  },
  // there are no events
  on: (): void => undefined,
  once: (): void => undefined,
  off: (): void => undefined,
};
