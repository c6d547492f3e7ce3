// Runs programs, one per line of standard input, and answers each with a line of JSON: `child.ts plain` with plain
// tfjs-node, `child.ts project` with this project's backend.
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { loadPlain } from '../../support/plain';
import { run } from './interpreter';
import type { Program } from './program';

async function main(): Promise<void> {
  console.warn = () => undefined;
  if (process.argv[2] === 'plain') await loadPlain();
  else await require('../../../dist/src').chooseBackend();
  for await (const line of createInterface({ input: process.stdin })) {
    const outcomes = await run(tf, JSON.parse(line) as Program);
    process.stdout.write(
      `${JSON.stringify(outcomes, (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : (value as unknown)))}\n`,
    );
  }
}

void main();
