import { checkTypes, type Source } from './harness/types';

/** The type errors of each source, in order. */
export type TypesReport = { errors: string[][] };

process.once('message', (sources: Source[]) => {
  process.send!({ errors: checkTypes(sources) } satisfies TypesReport);
});
