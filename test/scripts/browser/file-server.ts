import { statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A server of a folder on this computer. */
export interface FileServer {
  /** Of the folder, with a slash at the end. */
  url: string;
  /** Resolves when nothing is served any more. */
  close(): Promise<void>;
}

/**
 * Serves a folder.
 *
 * @param answer sends a file; `path` is what was asked for, decoded, and `file` is undefined if there is none
 * @param prefix what paths may begin with, such as `/für alle/`; it becomes part of the URL
 */
export async function serveFiles(
  folder: string,
  answer: (response: ServerResponse, path: string, file?: string) => void,
  prefix = '/',
): Promise<FileServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname).replace(prefix, '/');
    const file = join(folder, path);
    answer(response, path, statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(prefix, `http://127.0.0.1:${port}`).href,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
