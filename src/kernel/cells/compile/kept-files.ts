import type ts from '@tslab/typescript-for-tslab';

/**
 * Type files that were parsed and bound when the snapshot was built that this process started from, by path; empty without one.
 * They hold only for files that still have the same text.
 */
export const keptFiles = new Map<string, ts.SourceFile>();
