import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serveFiles, type FileServer } from './file-server';

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
export interface CountingServer extends FileServer {
  /** Bytes of bodies; a test may set it to 0. */
  sent: number;
  /** The paths of what was sent. */
  paths: string[];
}

/** Serves a folder as GitHub Pages does: packed by gzip, to be kept for ten minutes, without headers that isolate pages. */
export async function serveLikePages(folder: string): Promise<CountingServer> {
  const bodies = new Map<string, Buffer>();
  const counted = { sent: 0, paths: [] as string[] };
  const server = await serveFiles(folder, (response, path, file) => {
    if (!file) return void response.writeHead(404).end();
    const type = packed[extname(file)];
    if (!bodies.has(file)) bodies.set(file, type ? gzipSync(readFileSync(file)) : readFileSync(file));
    const body = bodies.get(file)!;
    response.writeHead(200, {
      'cache-control': 'max-age=600',
      'content-type': type ?? 'application/octet-stream',
      ...(type ? { 'content-encoding': 'gzip' } : {}),
    });
    counted.sent += body.length;
    counted.paths.push(path);
    response.end(body);
  });
  return Object.assign(counted, server);
}
