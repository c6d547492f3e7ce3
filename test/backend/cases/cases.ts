import type { Case } from './case';
import { memory } from './memory';
import { numbers } from './numbers';
import { steps } from './steps';
import { warmUp } from './warm-up';

/** Small programs whose results once differed from plain tfjs-node's, or that once crashed. */
export const cases: Record<string, Case> = { ...memory, ...numbers, ...steps, ...warmUp };
