import { chooseBackend, type Backend } from '../../src/backend';

/** Selects the backend of a submission, by default the best one that starts. */
export async function choose(name?: Backend['name']): Promise<void> {
  if (name) process.env.AUTOENCODERS_BACKEND = name;
  await chooseBackend();
  delete process.env.AUTOENCODERS_BACKEND;
}
