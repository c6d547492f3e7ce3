import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, typescript } from '../../support/run';

/** The TensorFlow.js packages that ship their tests; tfjs-layers does not. */
export const packages = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-node-gpu'] as const;

/** The names of specs by package. */
export type Results = Record<string, { passed: string[]; failed: string[] }>;

/** By package: the version tested on plain tfjs-node, how many specs passed, and which failed. */
export type Known = Record<string, { version: string; passed: number; failed: string[] }>;

export const versionOf = (name: string): string =>
  (require(`${name}/package.json`) as { version: string }).version;

/** Runs all specs in a separate process. */
export async function runSuites(
  variant: 'plain' | 'project',
  settings: NodeJS.ProcessEnv = {},
): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), 'autoencoders-suites-'));
  const file = join(folder, 'results.json');
  const program = [...typescript, join(__dirname, 'run.ts'), variant, file];
  const env = { ...process.env, AUTOENCODERS_BACKEND: 'native', ...settings };
  try {
    const { code, stdout, stderr } = await run(process.execPath, program, { cwd: root, env });
    if (code !== 0) throw new Error(`the specs crashed with code ${code}: ${(stderr + stdout).slice(-4000)}`);
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
