import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at, tensorflow } from '../setup/base/paths.mjs';
import { link } from './compile.mjs';
import { start } from './start.mjs';

const library = join(tensorflow, 'tensorflow');

/**
 * Links the graph addon from `objects` and passes it hostile arguments, in a Node process with the sanitizers.
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
    // Node frees little memory when it exits, and running out of memory is tested too.
    ASAN_OPTIONS: `${settings.ASAN_OPTIONS}:detect_leaks=0:allocator_may_return_null=1`,
    LD_PRELOAD: output.trim(),
    TF_CPP_MIN_LOG_LEVEL: '3',
  });
}
