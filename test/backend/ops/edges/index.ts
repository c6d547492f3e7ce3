// Edge cases of the native operations: numbers that are not finite, and empty or mismatched shapes. As a program, this
// file computes all of them with plain tfjs-node and prints JSON.
import { operations } from './operations';
import type { Outcome } from './outcome';
import { training } from './training';

export type { Outcome };
export const edges = { ...training, ...operations };

async function print(): Promise<void> {
  const outcomes: Record<string, Outcome> = {};
  for (const [name, edge] of Object.entries(edges)) outcomes[name] = await edge();
  console.log(JSON.stringify(outcomes));
}

if (require.main === module) {
  const util = require('node:util') as Record<string, unknown>;
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
  require('@tensorflow/tfjs-node-gpu');
  void print();
}
