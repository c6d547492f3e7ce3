import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';

const version = '2.9.6';
const folder = join(root, '.setup', `deno-${version}`);
const program = join(folder, 'node_modules/.bin/deno');

/**
 * The program `deno`, fetched from npm (100 MB) if missing; undefined if it is not available.
 *
 * @param say called with a message about a long operation, or why there is no Deno
 */
export async function installDeno(say: (line: string) => void): Promise<string | undefined> {
  try {
    if (!existsSync(program)) {
      say('Installing Deno for comparison (100 MB, once)');
      mkdirSync(folder, { recursive: true });
      const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
      execFileSync('npm', ['install', ...options, `deno@${version}`], { stdio: 'pipe' });
    }
    execFileSync(program, ['--version'], { stdio: 'pipe' });
    return program;
  } catch (error) {
    say(`Deno's kernel is left out: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
}
