// What Jupyter starts (setup/steps/kernelspec.mjs): compiles the project if a file of it was edited, then the kernel.
import { createRequire } from 'node:module';
import { setUp } from './setup/index.mjs';

try {
  await setUp({ only: ['link', 'build'], say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message); // the kernel starts with what was compiled before
}
createRequire(import.meta.url)('../dist/src/kernel/front/main.js').startKernel(process.argv[2]);
