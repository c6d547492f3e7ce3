import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { serveFiles, type FileServer } from './file-server';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A folder on a web server that sets no headers of its own, like most that host static pages. */
export interface StaticServer extends FileServer {
  /** The paths of files that were asked for and do not exist. */
  missing: string[];
}

/** Serves a folder under a path with a space and an umlaut; `headers` are sent with each file. */
export async function serve(folder: string, headers: Record<string, string> = {}): Promise<StaticServer> {
  const missing: string[] = [];
  const server = await serveFiles(
    folder,
    (response, path, file) => {
      if (!file) {
        missing.push(path);
        return void response.writeHead(404, headers).end();
      }
      response.writeHead(200, {
        ...headers,
        'content-type': types[extname(file)] ?? 'application/octet-stream',
      });
      const stream = createReadStream(file).on('error', () => response.destroy()); // a test may have removed it
      stream.pipe(response);
    },
    '/für alle/',
  );
  return { ...server, missing };
}

/** The headers that isolate a page from others, so that it may share memory with its workers. */
export const isolating = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
