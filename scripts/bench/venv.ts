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

/**
 * Creates the virtual environment of Python's libraries for t-SNE, UMAP and pictures, if it does not exist yet: 0.6 GB from PyPI.
 *
 * @returns its Python
 * @throws if Python is missing, or PyPI cannot be reached
 */
export async function makeSciencePython(say: (line: string) => void): Promise<string> {
  try {
    const requirements = join(root, 'scripts/bench/peers/requirements-everyday.txt');
    return await makePeerVenv(join(root, '.venv-everyday'), requirements, () =>
      say("Installing Python's libraries for t-SNE, UMAP and pictures (a minute, once)"),
    );
  } catch (error) {
    const why = (error as Error).message;
    throw new Error(
      `scikit-learn, umap-learn and matplotlib could not be installed: ${why}; leave them out with --only autoencoders keras torch`,
      { cause: error },
    );
  }
}
