import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/run';

/** A module of `npm run renew`, which is plain JavaScript. */
export const load = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(join(root, 'scripts/renew', name)).href)) as T;
