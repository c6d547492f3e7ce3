import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { widthFlags } from '../../../src/backend/native/width.cjs';
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
 * @returns {Promise<{ command: string, args: string[], env: NodeJS.ProcessEnv, flagsOf: (width: string) => string[] }>}
 *   how to call the compiler, and its flags for a width of instructions
 */
export async function getCompiler() {
  const found = findCompiler();
  // Some systems' compilers compile for newer processors unless they are told otherwise, and zig for the one it runs on.
  const isX64 = process.arch === 'x64';
  if (found)
    return {
      command: found,
      args: isX64 ? ['-march=x86-64'] : [],
      env: {},
      flagsOf: (width) => widthFlags[width],
    };
  const patterns = [String.raw`ziglang/(zig|zig\.exe)$`, 'ziglang/lib/'];
  if (!existsSync(zig)) await fetchWheels('a C++ compiler', requirements('compiler.txt'), zig, patterns);
  const flagsOf = (width) => (isX64 ? [`-mcpu=x86_64_${width}`] : []);
  const env = { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  return { command: join(zig, 'ziglang/zig'), args: ['c++', '-mcpu=baseline'], env, flagsOf };
}

/** Removes half a gigabyte that is not needed again until the addons' sources change. */
export function removeFetchedCompiler() {
  for (const folder of fetchedCompiler) rmSync(folder, { recursive: true, force: true });
}
