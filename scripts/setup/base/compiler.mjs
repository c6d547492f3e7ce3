import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at, requirements } from './paths.mjs';
import { fetchWheels } from './wheels.mjs';

const zig = at('.setup/zig');
const cache = at('.setup/zig-cache');

/** What `removeFetchedCompiler` removes, and a stopped set-up leaves. */
export const fetchedCompiler = [zig, cache];

/** `CXX`, else g++, clang++ or c++, whichever runs first. */
export function findCompiler() {
  const commands = [process.env.CXX, 'g++', 'clang++', 'c++'];
  return commands.find((command) => command && spawnSync(command, ['--version']).status === 0);
}

/** Whether compiling takes minutes, for the compiler has to be fetched. */
export const mustCompileLater = () => !findCompiler();

/**
 * Fetches the compiler that PyPI carries, where the machine has none.
 *
 * @returns {Promise<{ command: string, args: string[], env: NodeJS.ProcessEnv }>} how a compiler is called
 */
export async function getCompiler() {
  const found = findCompiler();
  if (found) return { command: found, args: [], env: {} };
  const patterns = [String.raw`ziglang/(zig|zig\.exe)$`, 'ziglang/lib/'];
  if (!existsSync(zig)) await fetchWheels('a C++ compiler', requirements('compiler.txt'), zig, patterns);
  const env = { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  return { command: join(zig, 'ziglang/zig'), args: ['c++'], env };
}

/** Half a gigabyte that is needed again only when the addons' sources change. */
export function removeFetchedCompiler() {
  for (const folder of fetchedCompiler) rmSync(folder, { recursive: true, force: true });
}
