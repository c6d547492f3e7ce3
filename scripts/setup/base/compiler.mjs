import { spawnSync } from 'node:child_process';
import { widthFlags } from '../../../src/backend/native/width.cjs';
import { getZig } from './zig.mjs';

/**
 * How to call a compiler.
 *
 * @typedef {object} Compiler
 * @property {string} command
 * @property {string[]} args the first arguments of each call that compiles
 * @property {NodeJS.ProcessEnv} env
 * @property {(width: string) => string[]} flagsOf its flags for a width of instructions
 * @property {Linker} [linker] by default, the compiler links as it compiles
 * @property {import('./compile.mjs').Part[]} [runtime] parts of the C++ library that each addon needs
 *
 * @typedef {{ args: string[], toFlag: (flag: string) => string, libraries: string[] }} Linker `args` in place of the
 *   compiler's; `toFlag` turns a flag of the linker into one of the command; `libraries` to link each addon to
 */

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
 * @returns {Promise<Compiler & { linker: Linker, runtime: import('./compile.mjs').Part[] }>}
 */
export async function getCompiler() {
  const found = findCompiler();
  // Some systems' compilers compile for newer processors unless they are told otherwise, and zig for the one it runs on.
  const args = process.arch === 'x64' ? ['-march=x86-64'] : [];
  const own = { command: found, args, env: {}, flagsOf: (width) => widthFlags[width] };
  const compiler = found ? own : await getZig();
  const linker = { args: compiler.args, toFlag: (flag) => `-Wl,${flag}`, libraries: [] };
  return { linker, runtime: [], ...compiler };
}
