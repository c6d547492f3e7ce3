import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { makeFolder } from '../lib/folder';
import { median } from '../lib/median';
import { installDeno } from './deno';

/** The timings of one kernel, in seconds: `ready`, `first cell`, `import`, `next cell`, `completion`. */
export type Timing = Record<string, number>;

/** One line of the table: a kernel, and the median of each of its timings. */
export interface KernelRow {
  kernel: string;
  seconds: Timing;
}

export interface KernelOptions {
  /** Starts of each kernel. */
  rounds: number;
  /** Whether to include Deno's kernel, which is fetched from npm once. */
  deno: boolean;
  json?: string;
}

interface Candidate {
  kernel: string;
  language: 'python' | 'typescript';
  argv: string[];
  /** A cell with an import to time. */
  load?: string;
}

/** The maximum timings that the course allows its kernel, in seconds. */
const goals: Timing = { ready: 2, import: 1, 'next cell': 0.25, completion: 0.2 };
const columns = ['ready', 'first cell', 'import', 'next cell', 'completion'];
const python = join(root, '.venv/bin/python');
const run = promisify(execFile);

/** Prints the timings of this project's kernel, ipykernel and Deno's. */
export async function benchKernel({ rounds, deno, json }: KernelOptions): Promise<void> {
  if (json) await makeFolder(dirname(resolve(json)));
  const program = deno ? await installDeno((line) => console.error(line)) : undefined;
  const rows = await timeKernels(toCandidates(program), rounds);
  console.log(toKernelTable(rows));
  if (json) writeAtomic(json, JSON.stringify(rows, null, 2) + '\n');
}

/**
 * Times kernels in turns, so that other load on the machine affects all of them equally.
 *
 * @param rounds starts of each; the result is the median
 */
export async function timeKernels(candidates: Candidate[], rounds: number): Promise<KernelRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  for (const { kernel, argv, language } of candidates) {
    const spec = join(folder, 'kernels', kernel);
    mkdirSync(spec, { recursive: true });
    writeFileSync(join(spec, 'kernel.json'), JSON.stringify({ argv, language, display_name: kernel }));
  }
  const env = { ...process.env, JUPYTER_PATH: folder };
  const timings = candidates.map((): Timing[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, { kernel, language, load }] of candidates.entries()) {
      const args = [join(root, 'scripts/bench/kernel.py'), kernel, language, ...(load ? [load] : [])];
      const { stdout } = await run(python, args, { cwd: root, env });
      timings[i]!.push(JSON.parse(stdout) as Timing);
    }
  rmSync(folder, { recursive: true });
  return candidates.map(({ kernel }, i) => ({ kernel, seconds: toMedians(timings[i]!) }));
}

/** The kernels to time; Deno's only if its program is given. */
export function toCandidates(deno?: string): Candidate[] {
  const found: Candidate[] = [
    {
      kernel: 'autoencoders',
      language: 'typescript',
      argv: [process.execPath, join(root, 'scripts/kernel.mjs'), '{connection_file}'],
      load: "import * as tf from '@tensorflow/tfjs'; tf.getBackend()",
    },
    {
      kernel: 'ipykernel',
      language: 'python',
      argv: [python, '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
    },
  ];
  const argv = [deno ?? '', 'jupyter', '--kernel', '--conn', '{connection_file}'];
  return deno ? [...found, { kernel: 'deno', language: 'typescript', argv }] : found;
}

/** The rows as text, in seconds, with the allowed maximum in the last row. */
export function toKernelTable(rows: KernelRow[]): string {
  const number = (value?: number) => (value === undefined ? '-' : value.toFixed(3));
  const lines = [...rows, { kernel: 'allowed maximum', seconds: goals }];
  const width = Math.max(...lines.map(({ kernel }) => kernel.length));
  const line = (first: string, cells: string[]) =>
    first.padEnd(width) + cells.map((cell, i) => cell.padStart(columns[i]!.length + 2)).join('');
  const body = lines.map(({ kernel, seconds }) =>
    line(
      kernel,
      columns.map((name) => number(seconds[name])),
    ),
  );
  return [line('seconds', columns), ...body].join('\n');
}

const toMedians = (timings: Timing[]): Timing =>
  Object.fromEntries(
    Object.keys(timings[0] ?? {}).map((name) => [name, median(timings.map((timing) => timing[name]!))]),
  );
