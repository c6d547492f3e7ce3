import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';

/** A local registry with one package, `some-data@1.0.0`. */
export interface Registry {
  url: string;
  server: Server;
  /** The first byte of each request for the package's file. */
  starts: number[];
  /** After how many bytes to break off each of the next answers. */
  cuts: number[];
  /** What it serves; tests may change it. */
  packed: Buffer;
}

/** Starts a registry whose package contains `files`; `npm_config_registry` points npm to it. */
export async function startRegistry(files: Record<string, Buffer>): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  mkdirSync(join(folder, 'package'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'package', name), content);
  const file = join(folder, 'some-data.tgz');
  await create({ file, cwd: folder, gzip: true }, ['package']);
  const packed = readFileSync(file);
  const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  const server = createServer((request, response) => {
    if (!request.url!.endsWith('.tgz')) {
      const dist = { tarball: `${registry.url}some-data.tgz`, integrity };
      const version = { name: 'some-data', version: '1.0.0', dist };
      const about = { name: 'some-data', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } };
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(about));
    }
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    registry.starts.push(start);
    const rest = registry.packed.subarray(start);
    response.writeHead(start ? 206 : 200, { 'content-length': rest.length });
    const cut = registry.cuts.shift();
    if (cut === undefined) return void response.end(rest);
    response.write(rest.subarray(0, cut), () => response.socket?.end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const registry: Registry = { url, server, starts: [], cuts: [], packed };
  return registry;
}
