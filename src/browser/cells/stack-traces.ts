/**
 * V8's stack traces in a browser with another engine. The kernel reads stacks as V8 writes them, and decides by V8's
 * `Error.prepareStackTrace` what `stack` is; Firefox writes `f@cell[3]:2:9`, and has no such function.
 */
type Prepare = (error: object, sites: object[]) => unknown;
type Getter = (this: object) => unknown;

/** Whether the engine calls `Error.prepareStackTrace`. */
function hasPrepare(): boolean {
  const made = Error as { prepareStackTrace?: Prepare };
  const before = made.prepareStackTrace;
  made.prepareStackTrace = () => 'prepared';
  const { stack } = new Error();
  made.prepareStackTrace = before;
  return stack === 'prepared';
}

/** Gives errors the stacks that they have in V8; does nothing in V8. */
export function provideStackTraces(): void {
  if (hasPrepare()) return;
  for (const { prototype } of [Error, DOMException]) {
    const found = Object.getOwnPropertyDescriptor(prototype, 'stack');
    if (found?.get) Object.defineProperty(prototype, 'stack', { ...found, get: toGetter(found.get) });
  }
}

function toGetter(read: Getter): Getter {
  /** What was made of a stack: as in V8, once. */
  const made = new WeakMap<object, unknown>();
  return function () {
    if (made.has(this)) return made.get(this);
    const written = read.call(this);
    if (typeof written !== 'string') return written;
    const sites = toSites(written);
    made.set(this, toText(this, sites)); // for what reads it meanwhile
    const { prepareStackTrace } = Error as { prepareStackTrace?: Prepare };
    if (typeof prepareStackTrace === 'function') made.set(this, prepareStackTrace(this, sites));
    return made.get(this);
  };
}

const toText = (error: object, sites: object[]): string =>
  [String(error), ...sites.map((site) => `    at ${String(site)}`)].join('\n');

/** `async*f@cell[3]:2:9`: what led to the call, if it was no call; the function; where. */
const FRAME = /^(?:([^*@]*)\*)?([^@]*)@(.*):(\d+):(\d+)$/;

/**
 * The calls in Firefox's stack, each of which becomes V8's text: `async f (cell[3]:2:9)`.
 *
 * @example toSites('f@cell[3]:2:9\n').join() // 'f (cell[3]:2:9)'
 */
export function toSites(stack: string): object[] {
  const sites: object[] = [];
  for (const line of stack.split('\n')) {
    const [, cause, name = '', script, row, column] = FRAME.exec(line) ?? [];
    if (script === undefined) continue;
    // where a timer was set or a callback given is not part of V8's stacks
    if (cause !== undefined && cause !== 'async') break;
    const place = `${script}:${row}:${column}`;
    // the last of `outer/inner`; `outer/<` has none
    const own = name.split('/').at(-1)!;
    const text = own && !own.includes('<') ? `${own} (${place})` : place;
    const shown = cause ? `async ${text}` : text;
    sites.push({ toString: () => shown });
  }
  return sites;
}
