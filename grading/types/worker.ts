import { checkTypes, type Source } from './check-types';

/** The type errors of each source, in order. */
export type TypesReport = { errors: string[][] };

process.once('message', (sources: Source[]) => {
  process.send!({ errors: checkTypes(sources) } satisfies TypesReport);
});
