import { formatWithOptions, inspect } from 'node:util';

interface Stream {
  write(text: string): unknown;
}

/** Makes the worker's console write to the cell that runs, in the words of Node's console. */
export function replaceConsole(stdout: Stream, stderr: Stream): void {
  let indent = '';
  const counts = new Map<string, number>();
  const begun = new Map<string, number>();
  const to =
    ({ write }: Stream) =>
    (...args: unknown[]): void =>
      void write(`${indent}${formatWithOptions({}, ...args).replaceAll('\n', `\n${indent}`)}\n`);
  const log = to(stdout);
  const warn = to(stderr);
  const toTime = (label: string): string => {
    const ms = performance.now() - (begun.get(label) ?? performance.now());
    return ms < 1000 ? `${ms.toFixed(3)}ms` : `${(ms / 1000).toFixed(3)}s`;
  };
  const group = (...args: unknown[]): void => {
    if (args.length) log(...args);
    indent += '  ';
  };
  Object.assign(console, {
    log,
    info: log,
    debug: log,
    warn,
    error: warn,
    trace: (...args: unknown[]) => warn(`Trace: ${formatWithOptions({}, ...args)}`),
    dir: (value: unknown, options: object = {}) => log(inspect(value, options)),
    table: (data: unknown) => log(toTable(data)),
    assert: (condition: unknown, ...args: unknown[]) => {
      if (!condition) warn(args.length ? 'Assertion failed:' : 'Assertion failed', ...args);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => counts.delete(label),
    group,
    groupCollapsed: group,
    groupEnd: () => (indent = indent.slice(2)),
    time: (label = 'default') => begun.set(label, performance.now()),
    timeLog: (label = 'default', ...args: unknown[]) => log(`${label}: ${toTime(label)}`, ...args),
    timeEnd: (label = 'default') => {
      log(`${label}: ${toTime(label)}`);
      begun.delete(label);
    },
  });
}

const INDEX = '(index)';
const VALUES = 'Values';

/** A table with a row for each member of a list or object, and a column for each of their members. */
function toTable(data: unknown): string {
  if (typeof data !== 'object' || data === null) return formatWithOptions({}, data);
  const rows = Object.entries(data).map(([index, row]: [string, unknown]) =>
    typeof row === 'object' && row !== null
      ? new Map<string, unknown>([[INDEX, index], ...Object.entries(row)])
      : new Map<string, unknown>([
          [INDEX, index],
          [VALUES, row],
        ]),
  );
  const all = new Set([INDEX, ...rows.flatMap((row) => [...row.keys()].filter((name) => name !== VALUES))]);
  if (rows.some((row) => row.has(VALUES))) all.add(VALUES);
  const heads = [...all];
  const toCell = (row: Map<string, unknown>, head: string): string =>
    !row.has(head) ? '' : head === INDEX ? String(row.get(head)) : inspect(row.get(head), { depth: 0 });
  const lines = [heads, ...rows.map((row) => heads.map((head) => toCell(row, head)))];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)) + 2);
  const rule = (left: string, mid: string, right: string): string =>
    `${left}${widths.map((width) => '─'.repeat(width)).join(mid)}${right}`;
  const [head, ...body] = lines.map(
    (line) => `│${line.map((cell, i) => ` ${cell}`.padEnd(widths[i]!)).join('│')}│`,
  );
  return [rule('┌', '┬', '┐'), head, rule('├', '┼', '┤'), ...body, rule('└', '┴', '┘')].join('\n');
}
