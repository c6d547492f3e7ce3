// The width of the instructions that our operations use. Set-up compiles them once for each width; the widest one that the
// processor has is loaded, or the one that AUTOENCODERS_CPU names.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, '../../../.tensorflow');

/** Tells which widths this processor has. */
const processorFile = join(folder, 'processor.node');

/**
 * What the compiler may use at each width, from the narrowest to the widest.
 *
 * @type {Record<string, string[]>}
 */
const widthFlags = process.arch === 'x64' ? levels() : { neon: [] };

/** The levels of x86-64, as flags that compilers without the names of the levels know too. */
function levels() {
  const v2 = ['-mssse3', '-msse4.1', '-msse4.2', '-mpopcnt'];
  const v3 = [...v2, '-mavx', '-mavx2', '-mfma', '-mf16c', '-mbmi', '-mbmi2', '-mlzcnt', '-mmovbe'];
  const v4 = [...v3, '-mavx512f', '-mavx512bw', '-mavx512cd', '-mavx512dq', '-mavx512vl'];
  return { v2, v3, v4 };
}

/** The addon with our operations, compiled for a width. */
const graphFile = (width) => join(folder, `graph-${width}.node`);

/**
 * The width that this process uses.
 *
 * @param {string} [wanted] `AUTOENCODERS_CPU`
 * @returns {{ width: string, has: string[] }} it, and all that the processor has
 * @throws {Error} if `wanted` is not a width or the processor lacks it, or if TensorFlow does not run on this processor
 */
function chooseWidth(wanted = process.env.AUTOENCODERS_CPU) {
  checkWidth(wanted);
  const { widths: has, avx } = require(processorFile);
  if (process.arch === 'x64' && !avx)
    throw new Error('TensorFlow needs a processor with AVX, which this one lacks');
  if (!has.length) throw new Error('the native operations need a processor with SSE4.2 and POPCNT');
  return { width: wanted || has.at(-1), has };
}

/**
 * Checks the name of a width, and that the processor has it as far as that is known: not before set-up.
 *
 * @param {string} [wanted] `AUTOENCODERS_CPU`; the widest is used if it is empty
 * @throws {Error} if it is not a width, or the processor lacks it
 */
function checkWidth(wanted = process.env.AUTOENCODERS_CPU) {
  const names = Object.keys(widthFlags);
  if (wanted && !names.includes(wanted))
    throw new Error(`invalid AUTOENCODERS_CPU: "${wanted}" (expected ${names.join(', ')})`);
  if (!wanted || !existsSync(processorFile)) return;
  const { widths: has } = require(processorFile);
  if (!has.includes(wanted))
    throw new Error(
      `AUTOENCODERS_CPU is ${wanted}, which this processor lacks: it has ${has.join(', ') || 'none'}`,
    );
}

module.exports = { checkWidth, chooseWidth, graphFile, processorFile, widthFlags };
