import { inspect, type InspectOptions } from 'node:util';
import { shortenForeign } from './trace';

/** How many nested errors are shown. */
const MOST = 20;

/** How many nested errors are being printed. */
let printing = 0;

/** Makes errors print with all their inner errors; Node by itself stops two levels down with `[cause]: [Error]`. */
export function showInnerErrors(): void {
  Object.defineProperty(Error.prototype, inspect.custom, {
    value: print,
    configurable: true,
    writable: true,
  });
}

/** Returns the error if Node prints it completely, otherwise its text. */
function print(this: Error, depth: number | null, options: InspectOptions): Error | string {
  if (!(this instanceof Error)) return this;
  shortenForeign(this);
  const needed = toDepth(this);
  if (printing || depth === null || depth >= needed) return this;
  printing += 1;
  try {
    return inspect(this, { ...options, depth: needed });
  } finally {
    printing -= 1;
  }
}

/** The depth of the innermost error. */
function toDepth(error: unknown, above = new Set<unknown>()): number {
  if (!(error instanceof Error) || above.has(error) || above.size >= MOST) return 0;
  const inside = new Set(above).add(error);
  try {
    const { cause, errors } = error as { cause?: unknown; errors?: unknown };
    const ofCause = cause instanceof Error ? 1 + toDepth(cause, inside) : 0;
    const ofErrors = Array.isArray(errors) ? errors.map((one) => 2 + toDepth(one, inside)) : [];
    return Math.max(ofCause, ...ofErrors);
  } catch {
    return 0; // a getter throws
  }
}
