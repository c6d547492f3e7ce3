import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { bundle } from './bundle';
import { CourseSite, withCores } from './worker';

interface Started {
  backend: { name: string; why?: string };
  lacking: string[];
}

const start = 'return course.start()';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the course in a browser that lacks something', function () {
  this.timeout(120_000);
  let folder: string;
  let isolated: CourseSite;
  let open: CourseSite;

  before(async function () {
    folder = (await bundle({ dataSets: [] })).folder;
    const [first, second] = [await CourseSite.start(folder), await CourseSite.start(folder, false)];
    if (!first || !second) return this.skip();
    [isolated, open] = [first, second];
  });
  after(async () => {
    await isolated?.close();
    await open?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('trains on one core without isolation, and says so', async () => {
    const worker = await open.open(await open.newProfile(), withCores(4));
    const { backend, lacking } = await worker.run<Started>(start);
    assert.equal(backend.name, 'wasm');
    assert.match(lacking.join(), /^Training is slow: the page is not isolated .* one of 4 cores\.$/);
    assert.ok(open.asked.includes('tfjs-backend-wasm-simd.wasm'));
    assert.ok(!open.asked.includes('tfjs-backend-wasm-threaded-simd.wasm'));
  });

  it('trains without SIMD, and says what that costs', async () => {
    const worker = await isolated.open(
      await isolated.newProfile(),
      'WebAssembly.validate = () => false; // as a browser without SIMD says of programs with it',
    );
    const { backend, lacking } = await worker.run<Started>(start);
    assert.equal(backend.name, 'wasm');
    assert.match(
      lacking.join(),
      /^Training is slow: this browser lacks WebAssembly SIMD.*several times as long\.$/,
    );
    assert.ok(isolated.asked.includes('tfjs-backend-wasm.wasm'));
  });

  it('trains in JavaScript where WebAssembly does not start, and says so', async () => {
    const without = `const { fetch } = globalThis;
      globalThis.fetch = (url, ...more) => /tfjs-backend/.test(String(url)) ? Promise.reject(new Error('blocked')) : fetch(url, ...more);`;
    const worker = await isolated.open(await isolated.newProfile(), without);
    const { backend, lacking } = await worker.run<Started>(start);
    assert.equal(backend.name, 'cpu');
    assert.match(
      lacking.join(),
      /^Training is slow: WebAssembly does not start \(.+\), so that .* JavaScript\.$/,
    );
    assert.deepEqual(
      await worker.run(`return Array.from(course.tf.matMul([[1, 2]], [[3], [4]]).dataSync())`),
      [11],
    );
  });

  it('keeps the progress over a reload', async () => {
    const profile = await isolated.newProfile();
    const first = await isolated.open(profile);
    assert.deepEqual((await first.run<Started>(start)).lacking, []);
    const said = await first.run(`const said = String(course.autoencoders.completeLesson('1-sparse'));
      await course.whenSaved();
      return said;`);
    assert.match(String(said), /^Lesson 1-sparse is recorded as read/);
    await first.page.close();
    const again = await isolated.open(profile);
    await again.run(start);
    const show = 'return String(course.autoencoders.showProgress())';
    assert.match(await again.run(show), /1-sparse +read \d{4}-\d\d-\d\d +open/);
    const other = await isolated.open(profile); // a second tab
    await other.run(start);
    await other.run(`course.autoencoders.completeLesson('0-vanilla'); await course.whenSaved();`);
    await again.run(`course.autoencoders.completeLesson('2-convolutional'); await course.whenSaved();`);
    assert.match(await again.run(show), /0-vanilla +read .*\n1-sparse +read .*\n2-convolutional +read /);
    await again.run(`const request = indexedDB.open('autoencoders');
      const database = await new Promise((done) => (request.onsuccess = () => done(request.result)));
      const transaction = database.transaction('files', 'readwrite');
      transaction.objectStore('files').put('{ broken', 'progress.json');
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();`);
    const broken = await isolated.open(profile);
    await broken.run(start);
    await assert.rejects(broken.run(show), /progress .* cannot be read .* clear this site's data/);
    const fresh = await isolated.open(await isolated.newProfile());
    await fresh.run(start);
    assert.match(await fresh.run(show), /1-sparse +open/);
  });

  it('continues where nothing can be saved, and says why', async () => {
    const worker = await isolated.open(
      await isolated.newProfile(),
      `IDBFactory.prototype.open = () => { throw new DOMException('The user denied permission.', 'SecurityError'); };`,
    );
    const { lacking } = await worker.run<Started>(start);
    assert.match(lacking.join(), /^Your progress is not saved: this browser saves nothing .*not private\.$/);
    const said = await worker.run<string>(`return String(course.autoencoders.completeLesson('1-sparse'))`);
    assert.match(said, /^Your progress was not saved: .* Next:/);
    assert.match(await worker.run('return String(course.autoencoders.showProgress())'), /1-sparse +read/);
  });

  it('says that the disk space of the page is used up, and saves again when there is some', async () => {
    const profile = await isolated.newProfile();
    const worker = await isolated.open(profile);
    await worker.run(start);
    const devTools = await profile.newCDPSession(worker.page);
    const { origin } = new URL(worker.page.url());
    const warnings: string[] = [];
    worker.page.on('console', (message) => warnings.push(message.text()));
    const complete = `const said = String(course.autoencoders.completeLesson('0-vanilla'));
      await course.whenSaved();
      return said;`;
    await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await worker.run(complete);
    assert.match(warnings.join('\n'), /Your progress was not saved: the disk space .* is used up; delete/);
    assert.match(await worker.run(complete), /Your progress was not saved: the disk space/);
    await devTools.send('Storage.overrideQuotaForOrigin', { origin });
    await worker.run(complete);
    assert.match(await worker.run(complete), /^Lesson 0-vanilla is recorded as read/);
  });

  it('says that files can be verified only over https', async () => {
    const insecure = `Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });`;
    const worker = await isolated.open(await isolated.newProfile(), insecure);
    assert.deepEqual((await worker.run<Started>(start)).lacking, []);
    const load = `return course.autoencoders.loadTrained('0-vanilla')`;
    await assert.rejects(worker.run(load), /cannot be verified on a page .* over http; open it over https/);
  });

  it('names the file of the course that is missing', async () => {
    const worker = await isolated.open(await isolated.newProfile());
    const font = readFileSync(join(folder, 'DejaVuSans.ttf'));
    rmSync(join(folder, 'DejaVuSans.ttf'));
    await assert.rejects(worker.run(start), /DejaVuSans\.ttf answers 404/);
    writeFileSync(join(folder, 'DejaVuSans.ttf'), font);
    assert.deepEqual((await worker.run<Started>(start)).lacking, []);
  });

  it('reads of CIFAR-10 only the pieces it needs, and refuses damaged ones', async () => {
    const [side, count] = [32, 10_000];
    const rows = Buffer.alloc(count * (1 + 3 * side * side));
    for (let k = 0; k < rows.length; k++) rows[k] = k % (1 + 3 * side * side) ? (k * 7919) >> 5 : 0;
    const labels = Buffer.from(JSON.stringify(Array.from({ length: count }, (_, i) => i % 10)));
    const png = toColourPng(side * side, count, rows);
    const parts: Record<string, Buffer> = { 'train-1.png': png, 'test.png': png };
    for (const name of ['train-labels.json', 'test-labels.json']) parts[name] = labels;
    const files = Object.entries(parts).map(([name, bytes]) => [
      name,
      { from: name, bytes: bytes.length, sha256: sha256(bytes) },
    ]);
    mkdirSync(join(folder, 'data/cifar10'), { recursive: true });
    const about = { name: 'cifar10', title: 'CIFAR-10', files: Object.fromEntries(files) as unknown };
    writeFileSync(join(folder, 'data/cifar10.json'), JSON.stringify(about));
    for (const [name, bytes] of Object.entries(parts))
      writeFileSync(join(folder, `data/cifar10/${name}.gz`), gzipSync(bytes, { level: 1 }));

    const worker = await isolated.open(await isolated.newProfile());
    const load = `const { train } = await course.autoencoders.loadCifar10(9000);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', train.images));
      return { shape: train.shape, labels: Array.from(train.labels.slice(0, 12)), hash: Array.from(hash) };`;
    const row = 1 + 3 * side * side;
    const images = Buffer.concat(
      Array.from({ length: 9000 }, (_, i) => rows.subarray(i * row + 1, (i + 1) * row)),
    );
    assert.deepEqual(await worker.run(load), {
      shape: [9000, 32, 32, 3],
      labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1],
      hash: [...createHash('sha256').update(images).digest()],
    });
    assert.ok(!isolated.asked.some((path) => path.includes('train-2')));

    const packed = gzipSync(png, { level: 1 });
    const changed = Buffer.from(png);
    changed[changed.length >> 1]! ^= 1;
    for (const [bytes, why] of [
      [packed.subarray(0, packed.length >> 1), /damaged or cut off/],
      [gzipSync(changed, { level: 1 }), /expected SHA-256 \w+…, got/],
      [gzipSync(png.subarray(9)), /expected \d+ bytes, got \d+/],
      [gzipSync(Buffer.concat([png, png])), /expected \d+ bytes, got more/],
    ] as const) {
      writeFileSync(join(folder, 'data/cifar10/train-1.png.gz'), bytes);
      await assert.rejects(
        worker.run(load),
        new RegExp(`CIFAR-10 could not be read.*train-1.*${why.source}`),
      );
    }
    rmSync(join(folder, 'data/cifar10/train-1.png.gz'));
    await assert.rejects(worker.run(load), /train-1\.png: the site answers 404/);
  });
});

/** A PNG of colours from its rows, each of which starts with its filter. */
function toColourPng(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(rows, { level: 1 })],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...chunks.map(([type, data]) => {
      const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
      const frame = Buffer.alloc(8);
      frame.writeUInt32BE(data.length, 0);
      frame.writeUInt32BE(crc32(body), 4);
      return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
    }),
  ]);
}
