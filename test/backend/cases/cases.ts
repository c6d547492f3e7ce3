import type { Case } from './case';
import { memory } from './memory';
import { numbers } from './numbers';
import { steps } from './steps';
import { warmUp } from './warm-up';

/** Small programs that once came to other numbers than plain tfjs-node, or to none. */
export const cases: Record<string, Case> = { ...memory, ...numbers, ...steps, ...warmUp };
