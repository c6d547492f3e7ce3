import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assertPython, python } from '../support/python';
import { root } from './client';

export { python, root };

/** Creates a folder for a test with the kernel registered in it, so that Jupyter's tools find it by JUPYTER_PATH. */
export function makeJupyterFolder(): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = mkdtempSync(join(tmpdir(), 'jupyter-'));
  const spec = join(folder, 'kernels/tslab');
  mkdirSync(spec, { recursive: true });
  const start = `require(${JSON.stringify(join(root, 'dist/src/kernel/front/main.js'))}).startKernel(process.argv[1])`;
  const argv = [process.execPath, '-e', start, '{connection_file}'];
  const kernel = { argv, display_name: 'TypeScript', language: 'typescript' };
  writeFileSync(join(spec, 'kernel.json'), JSON.stringify(kernel));
  const PATH = `${dirname(python)}:${process.env.PATH}`; // nbgrader starts programs from Python's folder
  const env = {
    PATH,
    JUPYTER_PATH: folder,
    IPYTHONDIR: folder,
    JUPYTER_CONFIG_DIR: folder,
    JUPYTER_DATA_DIR: folder,
  };
  return { folder, env: { ...process.env, ...env } };
}

/** Runs Python, and resolves with its exit code and output. */
export function runPython(
  args: string[],
  { cwd, env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; output: string }> {
  assertPython();
  const child = spawn(python, args, { cwd: cwd ?? root, env: env ?? process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
