import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project/root';

/** Where `npm run release -- --models` stores the finished models, by the call that builds them. */
export const modelsFile = join(root, 'src/finished/models.json');

/** What it stored. */
export const readModels = (): unknown => JSON.parse(readFileSync(modelsFile, 'utf8'));
