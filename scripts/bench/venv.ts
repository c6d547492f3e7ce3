import { join } from 'node:path';
import { root } from '../../src/project/root';
import { makePeerVenv } from '../lib/peer-venv';

const venv = join(root, '.venv-bench');

/** The Python that runs Keras and PyTorch. */
export const benchPython = join(venv, 'bin/python');

/**
 * Creates the virtual environment of Keras and PyTorch, if it does not exist yet: 1.5 GB from PyPI.
 *
 * @throws if Python is missing, or PyPI cannot be reached
 */
export async function makeBenchVenv(say: (line: string) => void): Promise<void> {
  try {
    await makePeerVenv(venv, join(root, 'scripts/bench/peers/requirements.txt'), () =>
      say('Installing Keras and PyTorch for comparison (a few minutes, once)'),
    );
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(
      `Keras and PyTorch could not be installed: ${why}; leave them out with --only autoencoders`,
      { cause: error },
    );
  }
}
