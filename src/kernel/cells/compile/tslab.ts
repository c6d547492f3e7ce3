/** The parts of tslab that the kernel uses, loaded after its compiler was patched. */
import type * as converter from 'tslab/dist/converter.js';
import type * as executor from 'tslab/dist/executor.js';
import { patchCompiler } from './compiler';

const putBack = patchCompiler();

export const { createConverter, isCompleteCode } = require('tslab/dist/converter.js') as typeof converter;
putBack();
export const { createExecutor } = require('tslab/dist/executor.js') as typeof executor;
export const { printQuickInfo } = require('tslab/dist/inspect.js') as typeof import('tslab/dist/inspect.js');
export type { Converter, Diagnostic } from 'tslab/dist/converter.js';
export type { Executor } from 'tslab/dist/executor.js';
