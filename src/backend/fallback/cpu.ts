import * as tf from '@tensorflow/tfjs';
import { installFiles } from './files';
import { installFilterGradient } from './filter-gradient';

/** The property of tfjs' JavaScript backend that decides whether it prints advice at the first tensor. */
type Cpu = ReturnType<typeof tf.findBackend> & { firstUse: boolean };

/** Prevents tfjs' `cpu` backend from advising to install a faster one, whenever it is selected. */
export function hideCpuAdvice(): void {
  const cpu = tf.findBackend('cpu') as Cpu | null;
  if (cpu) return void (cpu.firstUse = false);
  const make = tf.findBackendFactory('cpu') as () => Cpu;
  tf.removeBackend('cpu');
  tf.registerBackend('cpu', () => Object.assign(make(), { firstUse: false }));
}

/** Selects tfjs' JavaScript backend. */
export async function loadCpu(): Promise<void> {
  await tf.setBackend('cpu');
  installFilterGradient();
  installFiles();
}
