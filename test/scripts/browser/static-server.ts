import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A folder on a web server that sets no headers of its own, like most that host static pages. */
export interface StaticServer {
  /** The folder's URL: a path with a space and an umlaut. */
  url: string;
  /** The paths of files that were asked for and do not exist. */
  missing: string[];
  /** Resolves when nothing is served any more. */
  close(): Promise<void>;
}

/** Serves a folder; `headers` are sent with each file. */
export async function serve(folder: string, headers: Record<string, string> = {}): Promise<StaticServer> {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname).replace(
      '/für alle/',
      '/',
    );
    const file = join(folder, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      missing.push(path);
      return void response.writeHead(404, headers).end();
    }
    response.writeHead(200, {
      ...headers,
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    });
    const stream = createReadStream(file).on('error', () => response.destroy()); // a test may have removed it
    stream.pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${encodeURIComponent('für alle')}/`,
    missing,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The headers that isolate a page from others, so that it may share memory with its workers. */
export const isolating = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
