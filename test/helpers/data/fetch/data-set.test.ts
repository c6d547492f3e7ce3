import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataSet, readDataFile } from '../../../../src/helpers/data/fetch/data-set';
import { startRegistry, type Registry } from '../../../support/registry';

const content = randomBytes(4_000_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const manifest = {
  ...{ name: 'some', title: 'Some data', package: 'some-data', version: '1.0.0', licence: 'MIT', shape: {} },
  files: { 'pixels.bin': { from: 'pixels', bytes: content.length, sha256 } },
};

describe('loadDataSet', () => {
  let registry: Registry;
  let data: string;
  const said: string[] = [];
  const load = () => loadDataSet('some', (line) => said.push(line), data);

  before(async () => {
    registry = await startRegistry({ pixels: content });
    process.env.npm_config_registry = registry.url;
    process.env.npm_config_cache = mkdtempSync(join(tmpdir(), 'npm-'));
  });
  after(() => {
    delete process.env.npm_config_registry;
    delete process.env.npm_config_cache;
    registry.server.closeAllConnections();
    registry.server.close();
  });
  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'data-')), 'für alle');
    mkdirSync(data);
    writeFileSync(join(data, 'some.json'), JSON.stringify(manifest));
    registry.starts.length = registry.cuts.length = said.length = 0;
  });
  afterEach(() => rmSync(data, { recursive: true }));

  it('fetches a data set once, and then needs no network', async () => {
    const folder = await load();
    assert.deepEqual(readFileSync(join(folder, 'pixels.bin')), content);
    assert.deepEqual(readdirSync(data).sort(), ['some', 'some.json']);
    await load();
    assert.deepEqual(registry.starts, [0]);
  });

  it('fetches a file that is read and damaged, or missing, and none that is right', async () => {
    const read = () => readDataFile('some', 'pixels.bin', (line) => said.push(line), data);
    assert.deepEqual(Buffer.from(await read()), content);
    assert.deepEqual(Buffer.from(await read()), content);
    assert.equal(registry.starts.length, 1);
    const path = join(data, 'some/pixels.bin');
    const damaged = Buffer.from(content);
    damaged[3_999_999]! ^= 1;
    writeFileSync(path, damaged);
    assert.deepEqual(Buffer.from(await read()), content);
    assert.match(said.join(), /pixels.bin is damaged: expected SHA-256/);
    assert.deepEqual(readFileSync(path), content);
    assert.equal(registry.starts.length, 2);
  });

  it('resumes after the connection breaks, in the same call', async () => {
    registry.cuts.push(2_000_000, 500_000);
    await load();
    const [first, second, third] = registry.starts;
    assert.equal(first, 0);
    assert.ok(second! > 0 && second! <= 2_000_000, `${second}`);
    assert.ok(third! > second! && third! <= 2_500_000, `${third}`);
  });

  it('reports an interrupted download, and resumes it in the next call', async () => {
    registry.cuts.push(2_000_000, 10, 10, 10);
    await assert.rejects(
      load(),
      /^Error: Some data could not be fetched \(some-data@1\.0\.0, from the npm registry\)/,
    );
    assert.ok(!existsSync(join(data, 'some')));
    await load();
    assert.equal(registry.starts.length, 5);
    assert.ok(registry.starts.at(-1)! > 50_000, `${registry.starts}`);
    assert.deepEqual(readdirSync(data).sort(), ['some', 'some.json']);
  });

  it('takes over the download of a killed process, not of a running one', async () => {
    const part = join(data, 'some.part');
    const gone = spawnSync(process.execPath, ['-e', '']).pid; // a process that is no more
    mkdirSync(join(part, `${gone}`), { recursive: true });
    writeFileSync(join(part, `${gone}.tgz`), registry.packed.subarray(0, 1_000_000));
    writeFileSync(join(part, `${process.ppid}.tgz`), 'half of it');
    await load();
    assert.deepEqual(registry.starts, [1_000_000]);
    assert.deepEqual(readdirSync(part), [`${process.ppid}.tgz`]);
  });

  it('rejects a package with a wrong checksum, and fetches it again the next time', async () => {
    const { packed } = registry;
    registry.packed = Buffer.from(packed);
    registry.packed[1000]! ^= 1;
    await assert.rejects(load(), /its checksum differs/);
    registry.packed = packed;
    await load();
    assert.deepEqual(registry.starts, [0, 0]);
  });

  it('rejects a truncated or changed file on disk, and fetches it again', async () => {
    const file = join(await load(), 'pixels.bin');
    truncateSync(file, 1000);
    await load();
    assert.match(said[0]!, /data\/some\/pixels\.bin is damaged: expected 4000000 bytes, got 1000/);
    const changed = Buffer.from(content);
    changed[5]! ^= 1;
    writeFileSync(file, changed);
    await load();
    assert.match(said[1]!, /is damaged: expected SHA-256 /);
    assert.deepEqual(readFileSync(file), content);
  });

  it('rejects a package whose files do not match the manifest', async () => {
    const other = { ...manifest, files: { 'pixels.bin': { from: 'pixels', bytes: 5, sha256 } } };
    writeFileSync(join(data, 'some.json'), JSON.stringify(other));
    await assert.rejects(
      load(),
      /pixels\.bin of some-data@1\.0\.0 does not match the manifest: expected 5 bytes/,
    );
    assert.deepEqual(readdirSync(data), ['some', 'some.json']);
  });

  it('reports a registry that does not answer', async () => {
    const { npm_config_registry } = process.env;
    process.env.npm_config_registry = 'http://127.0.0.1:9/';
    process.env.npm_config_fetch_retries = '0';
    try {
      await assert.rejects(load(), /Some data could not be fetched .*ECONNREFUSED/s);
      assert.deepEqual(readdirSync(data), ['some.json']);
    } finally {
      process.env.npm_config_registry = npm_config_registry;
      delete process.env.npm_config_fetch_retries;
    }
  });
});
