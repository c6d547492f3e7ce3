import { join } from 'node:path';
import { root } from '../../src/project/root';
import { makePeerVenv } from '../lib/peer-venv';

const venv = join(root, '.venv-bench');

/** The Python that runs Keras and PyTorch. */
export const benchPython = join(venv, 'bin/python');

/**
 * Makes the virtual environment of the peers, where it is not there yet: 1.5 GB from PyPI.
 *
 * @throws when Python is missing, or PyPI cannot be reached
 */
export async function makeBenchVenv(say: (line: string) => void): Promise<void> {
  try {
    await makePeerVenv(venv, join(root, 'scripts/bench/peers/requirements.txt'), () =>
      say('Installing Keras and PyTorch, to be compared with (some minutes, once)'),
    );
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(
      `Keras and PyTorch could not be installed: ${why}; leave them out with --only autoencoders`,
      { cause: error },
    );
  }
}
