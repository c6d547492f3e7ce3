import { join } from 'node:path';
import { root } from './root';

type Write = (path: string, data: string | Uint8Array, options?: { flush?: boolean }) => void;

// plain JavaScript, because set-up uses it too
const { writeAtomic, partsIn } = require(join(root, 'src/project/write-atomic.cjs')) as {
  writeAtomic: Write;
  partsIn(folder: string): string[];
};

/**
 * Writes a file completely or not at all, and creates the folders it needs; with `flush` it survives a power failure too.
 *
 * @throws the error of the file system
 */
export { writeAtomic };

/** The temporary files that processes which were killed have left in a folder: their paths. */
export { partsIn };
