/** In place of `src/backend`: the backend that the course's bundle chooses. */
import { start } from 'autoencoders:course';
import type * as backend from '../../backend';

let started: ReturnType<typeof start> | undefined;
let untold: string[] = [];

/** Starts the course once; a cell that comes after a failed start tries again. */
export const chooseBackend: typeof backend.chooseBackend = async () => {
  started ??= start().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  const { backend: chosen, lacking } = await started;
  untold = told ? [] : lacking;
  return { name: chosen.name };
};

let told = false;

/** What the browser lacks, in sentences, when it is asked for the first time. */
export function takeLacking(): string[] {
  if (untold.length) told = true;
  return untold.splice(0);
}
