import { chooseBackend } from '../backend';
import { createSession } from './session';
import { KernelServer } from './server';

/**
 * Starts the TypeScript kernel in the current folder and serves until a client shuts it down.
 *
 * @param connectionFile path of the JSON file in which Jupyter says where to listen
 */
export async function startKernel(connectionFile: string): Promise<void> {
  const session = createSession();
  const server = new KernelServer(session, connectionFile);
  process.on('SIGINT', () => session.interrupt());
  process.on('uncaughtException', (error) => console.error(error));
  process.on('unhandledRejection', (error) => console.error(error));
  const backend = chooseBackend();
  backend.catch(() => undefined);
  await server.init();
  await backend;
}
