import * as tf from '@tensorflow/tfjs';

/** What of tfjs' own JavaScript backend decides whether it prints its advice at the first tensor. */
type Cpu = ReturnType<typeof tf.findBackend> & { firstUse: boolean };

/** Keeps tfjs' `cpu` from printing its advice to install a faster one, whoever chooses it and when. */
export function quietCpu(): void {
  const cpu = tf.findBackend('cpu') as Cpu | null;
  if (cpu) return void (cpu.firstUse = false);
  const make = tf.findBackendFactory('cpu') as () => Cpu;
  tf.removeBackend('cpu');
  tf.registerBackend('cpu', () => Object.assign(make(), { firstUse: false }));
}

/** Makes tfjs' own JavaScript backend the one in use. */
export async function loadCpu(): Promise<void> {
  await tf.setBackend('cpu');
}
