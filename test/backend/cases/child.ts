// Runs the cases, `child.ts plain` with plain tfjs-node and `child.ts project` with this project's backend, and prints
// the result of each as a line of JSON.
import * as tf from '@tensorflow/tfjs';
import { loadPlain } from '../../support/plain';
import { cases } from './cases';

const write = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

async function main(kind: string | undefined): Promise<void> {
  console.warn = () => undefined; // that a loss is NaN
  if (kind === 'plain') await loadPlain();
  else await (require('../../../src/backend') as typeof import('../../../src/backend')).chooseBackend();
  for (const [name, run] of Object.entries(cases)) {
    const outcome = await (async () => run())().catch((error: Error) => `throws ${error.message}`);
    process.stdout.write(`${JSON.stringify([name, outcome], write)}\n`);
    tf.disposeVariables();
  }
}

void main(process.argv[2]);
