import { join } from 'node:path';
import { root } from '../../src/project/root';

// plain JavaScript, because set-up uses it too
const { startOf } = require(join(root, 'src/backend/native/running-set-up.cjs')) as {
  startOf(pid: number): string;
};

/** When a process started, which tells it from a later one with the same id; '' if it is not running. */
export { startOf };
