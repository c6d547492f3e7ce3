import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at, requirements } from './paths.mjs';
import { fetchWheels } from './wheels.mjs';

const zig = at('.setup/zig');
const cache = at('.setup/zig-cache');

/** What `removeFetchedCompiler` removes, and what an interrupted set-up leaves behind. */
export const fetchedCompiler = [zig, cache];

/** The first of `CXX`, g++, clang++ and c++ that runs. */
export function findCompiler() {
  const commands = [process.env.CXX, 'g++', 'clang++', 'c++'];
  return commands.find((command) => command && spawnSync(command, ['--version']).status === 0);
}

/** Whether compiling takes minutes, because the compiler must be fetched. */
export const mustCompileLater = () => !findCompiler();

/**
 * Finds a compiler, or fetches zig from PyPI if the machine has none.
 *
 * @returns {Promise<{ command: string, args: string[], env: NodeJS.ProcessEnv }>} how to call the compiler
 */
export async function getCompiler() {
  const found = findCompiler();
  if (found) return { command: found, args: [], env: {} };
  const patterns = [String.raw`ziglang/(zig|zig\.exe)$`, 'ziglang/lib/'];
  if (!existsSync(zig)) await fetchWheels('a C++ compiler', requirements('compiler.txt'), zig, patterns);
  const env = { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  // zig compiles for the processor it runs on unless it is told otherwise.
  return { command: join(zig, 'ziglang/zig'), args: ['c++', '-mcpu=baseline'], env };
}

/** Removes half a gigabyte that is not needed again until the addons' sources change. */
export function removeFetchedCompiler() {
  for (const folder of fetchedCompiler) rmSync(folder, { recursive: true, force: true });
}
