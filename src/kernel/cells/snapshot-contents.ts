import type ts from '@tslab/typescript-for-tslab';
import { CellCompiler } from './cell-compiler';
import { typeFiles } from './compile/compiler';
import { usualImports } from '../usual-imports';

/** What a snapshot of the kernel's compiler is built from: the script of TypeScript, and the type files that it has read. */
export interface SnapshotContents {
  compiler: string;
  /** The module in which the kernel looks for these files. */
  keptFiles: string;
  options: ts.CompilerOptions;
  files: { name: string; text: string }[];
}

/** Reads the types that nearly every notebook imports. */
export function readSnapshotContents(): SnapshotContents {
  new CellCompiler().warm(usualImports);
  return {
    compiler: require.resolve('@tslab/typescript-for-tslab'),
    keptFiles: require.resolve('./compile/kept-files'),
    ...typeFiles(),
  };
}
