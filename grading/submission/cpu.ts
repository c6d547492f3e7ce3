import { chooseBackend } from '../../src/backend';

/** Selects the backend of submissions. Their models have a few units: a faster backend would not help. */
export async function chooseCpu(): Promise<void> {
  process.env.AUTOENCODERS_BACKEND = 'cpu';
  await chooseBackend();
  delete process.env.AUTOENCODERS_BACKEND;
}
