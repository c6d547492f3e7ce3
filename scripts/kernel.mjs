// Jupyter runs this (setup/steps/kernelspec.mjs): it compiles the project if its files were edited, then starts the kernel.
import { createRequire } from 'node:module';
import { setUp } from './setup/index.mjs';

try {
  await setUp({ only: ['link', 'build'], say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message); // start the kernel with the previous build
}
createRequire(import.meta.url)('../dist/src/kernel/front/main.js').startKernel(process.argv[2]);
