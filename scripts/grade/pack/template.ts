import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../src/project/root';

/** A file of `deploy/`, with the options of `npm run grade` in it. */
export const template = (path: string, options = ''): string =>
  readFileSync(join(root, 'deploy', path), 'utf8').replace(' OPTIONS', options && ` ${options}`);
