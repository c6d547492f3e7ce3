import { spawn, type SpawnOptions } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

/** Arguments with which Node runs the project's TypeScript, as mocha runs the tests. */
export const typescript = ['typescript', 'seed'].flatMap((name) => [
  '-r',
  join(root, `scripts/test/${name}.cjs`),
]);

/** The result of a program. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to completion. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('error', reject).on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Runs JavaScript in a separate Node process, in the project's folder. */
export const runNode = (script: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(process.execPath, ['-e', script], { env: { ...process.env, ...env } });

/** A copy of the files in git, with nothing installed, in a folder whose name has a space and an umlaut. */
export function copyProject(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'autoencoders-')), 'Kurs für alle');
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of listed.toString().split('\0').filter(Boolean))
    cpSync(join(root, file), join(folder, file), { recursive: true });
  return folder;
}
