import { Cells } from './cells';
import { kernelInfo } from './info';
import { Kernel } from './kernel';
import { Sockets } from './sockets';

/**
 * Starts the TypeScript kernel in the current folder and serves until a client shuts it down.
 *
 * @param connectionFile path of Jupyter's JSON file with the addresses to listen on
 */
export async function startKernel(connectionFile: string): Promise<void> {
  try {
    const sockets = new Sockets(connectionFile);
    const kernel = new Kernel({
      clients: sockets,
      startCells: (listener) => new Cells(listener),
      info: kernelInfo,
      end: (code) => process.exit(code),
    });
    process.on('SIGINT', () => kernel.interrupt());
    process.on('SIGTERM', () => void kernel.close(0));
    await sockets.open((channel, message) => kernel.receive(channel, message));
    sockets.publish('status', { execution_state: 'starting' }, {});
  } catch (error) {
    console.error(`The kernel cannot listen on the addresses in ${connectionFile}: ${toReason(error)}`);
    process.exit(1);
  }
}

function toReason(error: unknown): string {
  const { code, message, address } = error as NodeJS.ErrnoException & { address?: string };
  return code === 'EADDRINUSE' ? `${address} is already in use (EADDRINUSE); restart the kernel` : message;
}
