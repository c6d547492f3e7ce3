/** The parts of tslab that the kernel uses; the bundler gives tslab our TypeScript. */
export { createConverter, isCompleteCode } from 'tslab/dist/converter.js';
export { printQuickInfo } from 'tslab/dist/inspect.js';
export type { Converter, Diagnostic } from 'tslab/dist/converter.js';
