import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What GitHub Pages packs, and its type. */
const packed: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.ipynb': 'application/json',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** A server that counts what it sends. */
export interface CountingServer {
  url: string;
  /** Bytes of bodies; a test may set it to 0. */
  sent: number;
  /** The paths of what was sent. */
  paths: string[];
  close(): Promise<void>;
}

/** Serves a folder as GitHub Pages does: packed by gzip, to be kept for ten minutes, without headers that isolate pages. */
export async function serveLikePages(folder: string): Promise<CountingServer> {
  const bodies = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname);
    const file = join(folder, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
    const type = packed[extname(file)];
    if (!bodies.has(file)) bodies.set(file, type ? gzipSync(readFileSync(file)) : readFileSync(file));
    const body = bodies.get(file)!;
    response.writeHead(200, {
      'cache-control': 'max-age=600',
      'content-type': type ?? 'application/octet-stream',
      ...(type ? { 'content-encoding': 'gzip' } : {}),
    });
    served.sent += body.length;
    served.paths.push(path);
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const served: CountingServer = {
    url: `http://127.0.0.1:${port}/`,
    sent: 0,
    paths: [],
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return served;
}
