import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at, tensorflow } from '../setup/paths.mjs';
import { link } from './compile.mjs';
import { start } from './start.mjs';

const library = join(tensorflow, 'tensorflow');

/**
 * Links the addon for graphs of `objects` and hands it hostile arguments, in a Node process that has the sanitizers.
 *
 * @returns {Promise<{ code: number | string, output: string }>}
 */
export async function attack(folder, objects, sanitizer, { rounds, seed }, settings) {
  const addon = join(folder, 'graph.node');
  const libraries = readdirSync(library).filter((name) => /^libtensorflow_(cc|framework)\.so\.2$/.test(name));
  const more = libraries.map((name) => join(library, name));
  await link(addon, objects, sanitizer, ['-shared', `-Wl,-rpath,${library}`, ...more]);
  const { output } = await start('g++', ['-print-file-name=libasan.so']);
  const hostile = [at('scripts/sanitize/hostile.mjs'), addon, rounds, seed];
  return start(process.execPath, ['--expose-gc', '--no-deprecation', ...hostile], {
    ...settings,
    // Node frees little as it ends, and its own errors on memory are tried too.
    ASAN_OPTIONS: `${settings.ASAN_OPTIONS}:detect_leaks=0:allocator_may_return_null=1`,
    LD_PRELOAD: output.trim(),
    TF_CPP_MIN_LOG_LEVEL: '3',
  });
}
