import { inspect, type InspectOptions } from 'node:util';
import { shortenForeign } from './trace';

/** How many errors inside one another are shown. */
const MOST = 20;

/** How many errors are being printed, one inside the other. */
let printing = 0;

/** Makes errors print with all their inner errors, where Node stops two levels down with `[cause]: [Error]`. */
export function showInnerErrors(): void {
  Object.defineProperty(Error.prototype, inspect.custom, {
    value: print,
    configurable: true,
    writable: true,
  });
}

/** Returns the error for Node to print it as ever, or, where Node would stop too early, its text. */
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

/** How many levels down the innermost error stands. */
function toDepth(error: unknown, above = new Set<unknown>()): number {
  if (!(error instanceof Error) || above.has(error) || above.size >= MOST) return 0;
  const inside = new Set(above).add(error);
  try {
    const { cause, errors } = error as { cause?: unknown; errors?: unknown };
    const ofCause = cause instanceof Error ? 1 + toDepth(cause, inside) : 0;
    const ofErrors = Array.isArray(errors) ? errors.map((one) => 2 + toDepth(one, inside)) : [];
    return Math.max(ofCause, ...ofErrors);
  } catch {
    return 0; // a getter that throws
  }
}
