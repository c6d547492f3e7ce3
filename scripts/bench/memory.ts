import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { toAnswerCell } from '../lib/answer-cell';
import { makeFolder } from '../lib/folder';
import type { Slug } from '../../src/course/slugs';

/** The memory of one process and all that it starts, in MiB. */
export interface MemoryRow {
  what: string;
  /** When it answers. */
  started: number;
  /** With TensorFlow and the helpers loaded. */
  imported?: number;
  /** The most, over a whole task notebook. */
  peak?: number;
  /** When the notebook has been run, and the kernel waits. */
  afterwards?: number;
}

export interface MemoryOptions {
  tasks: Slug[];
  /** Epochs of the training; memory grows no more after the first. */
  epochs: number;
  json?: string;
}

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: { tags?: string[] };
}

const columns = ['started', 'imported', 'peak', 'afterwards'] as const;

/** Prints the memory that a learner takes: JupyterLab's server, and a kernel that runs each task's notebook. */
export async function benchMemory({ tasks, epochs, json }: MemoryOptions): Promise<void> {
  if (process.platform !== 'linux')
    throw new Error('npm run bench -- memory reads /proc, which only Linux has');
  if (json) await makeFolder(dirname(resolve(json)));
  const rows: MemoryRow[] = [];
  for (const [at, task] of [undefined, ...tasks].entries()) {
    const what = task ?? "JupyterLab's server";
    console.error(`${at + 1} of ${tasks.length + 1}: ${what}`);
    rows.push({ what, ...(await measure(task ? cellsOf(task, epochs) : [])) });
  }
  console.log(toMemoryTable(rows));
  console.log(summarize(rows));
  if (json) writeAtomic(json, `${JSON.stringify(rows, null, 2)}\n`);
}

/** The code cells of a task's notebook with the answer key, and that many epochs; the checks and hints are left out. */
export function cellsOf(task: Slug, epochs: number): string[] {
  const { cells } = JSON.parse(readFileSync(join(root, 'notebooks', task, 'task.ipynb'), 'utf8')) as {
    cells: Cell[];
  };
  const key = toAnswerCell(task);
  return cells
    .filter(({ cell_type, metadata }) => cell_type === 'code' && !metadata.tags?.includes('learner'))
    .map(({ source, metadata }) => (metadata.tags?.includes('answer') ? key : [source].flat().join('')))
    .map((code) => code.replace(/const epochs = \d+;/, `const epochs = ${epochs};`))
    .filter((code) => !/^hint\(/.test(code));
}

async function measure(cells: string[]): Promise<Omit<MemoryRow, 'what'>> {
  mkdirSync(join(root, 'runs'), { recursive: true });
  const folder = mkdtempSync(join(root, 'runs/memory-')); // in the project, where notebooks find its packages
  const env = { ...process.env, AUTOENCODERS_PROGRESS: join(folder, 'progress.json') };
  try {
    const script = join(root, 'scripts/bench/memory.py');
    const child = spawn(join(root, '.venv/bin/python'), [script, folder], { env });
    const stop = (): void => void child.kill('SIGINT'); // it ends its kernel
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    let [out, said] = ['', ''];
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (said += data));
    child.stdin.end(JSON.stringify({ cells }));
    const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
    if (code !== 0) throw new Error(`the measurement ended with exit code ${code}:\n${said}`);
    return JSON.parse(out) as Omit<MemoryRow, 'what'>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows as text, in MiB. */
export function toMemoryTable(rows: MemoryRow[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const line = (first: string, cells: string[]): string =>
    first.padEnd(width) + cells.map((cell, i) => cell.padStart(columns[i]!.length + 2)).join('');
  const body = rows.map((row) =>
    line(
      row.what,
      columns.map((name) => row[name]?.toFixed(0) ?? '-'),
    ),
  );
  return [line('MiB', [...columns]), ...body].join('\n');
}

/** What a learner takes, idle and at most: a server and one kernel. */
export function summarize(rows: MemoryRow[]): string {
  const server = rows.find(({ peak }) => peak === undefined)?.started ?? 0;
  const most = Math.max(...rows.map(({ peak = 0 }) => peak)) + server;
  const idle = Math.max(...rows.map(({ afterwards = 0 }) => afterwards)) + server;
  return `A learner with one notebook takes at most ${most.toFixed(0)} MiB while training, ${idle.toFixed(0)} MiB afterwards.`;
}
