import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, run } from '../../support/run';

/** Answers like NVIDIA's driver, with what these variables say. */
const driverSource = `
  #include <stdlib.h>
  int cuInit(unsigned flags) { return atoi(getenv("DRIVER_STATUS")); }
  int cuDriverGetVersion(int* version) { *version = atoi(getenv("DRIVER_CUDA")); return 0; }
  int cuDeviceGetCount(int* count) { *count = atoi(getenv("DRIVER_DEVICES")); return 0; }
`;

type Build = { build: 'cpu' | 'gpu'; why: string };
type Gpu = { usable: boolean; found: string };

const ask = async <T>(code: string): Promise<T> => {
  const script = `
    import { findGpu } from './scripts/setup/base/gpu.mjs';
    import { chooseBuild } from './scripts/setup/base/tensorflow-build.mjs';
    console.log(JSON.stringify(${code}));`;
  const {
    code: exit,
    stdout,
    stderr,
  } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  assert.equal(exit, 0, stderr);
  return JSON.parse(stdout) as T;
};

describe("NVIDIA's driver, as set-up finds it", function () {
  this.timeout(60_000);
  let folder: string;
  let machine: string;

  before(function () {
    folder = mkdtempSync(join(tmpdir(), 'driver-'));
    writeFileSync(join(folder, 'cuda.c'), driverSource);
    const args = ['-shared', '-fPIC', 'cuda.c', '-o', 'libcuda.so.1'];
    const canCompile = spawnSync('cc', args, { cwd: folder }).status === 0;
    if (process.platform !== 'linux' || !canCompile) this.skip();
  });
  beforeEach(() => {
    machine = mkdtempSync(join(folder, 'machine-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const install = (path: string): void => {
    mkdirSync(dirname(join(machine, path)), { recursive: true });
    writeFileSync(join(machine, path), '');
  };
  const find = (
    { status = 0, cuda = 12040, devices = 1, library = folder } = {},
    arch = 'x64',
  ): Promise<Gpu> => {
    const env = {
      PATH: process.env.PATH,
      LD_LIBRARY_PATH: library,
      DRIVER_STATUS: `${status}`,
      DRIVER_CUDA: `${cuda}`,
      DRIVER_DEVICES: `${devices}`,
    };
    return ask(`findGpu(${JSON.stringify({ root: machine, env, arch })})`);
  };

  it('is absent without its files', async () => {
    assert.deepEqual(await find(), { usable: false, found: 'no driver found' });
  });

  for (const [system, path] of [
    ['Linux', 'proc/driver/nvidia/version'],
    ['a container', 'dev/nvidiactl'],
    ['WSL', 'usr/lib/wsl/lib/libcuda.so.1'],
  ] as const)
    it(`is found on ${system}`, async () => {
      install(path);
      assert.deepEqual(await find(), { usable: true, found: '1 with CUDA 12.4' });
    });

  it('is new enough from CUDA 12.0, and too old before', async () => {
    install('dev/nvidiactl');
    assert.equal((await find({ cuda: 12000 })).usable, true);
    assert.equal((await find({ cuda: 13000 })).usable, true);
    const { usable, found } = await find({ cuda: 11040 });
    assert.equal(usable, false);
    assert.match(found, /too old: it has CUDA 11\.4, and TensorFlow needs 12\.0 \(driver 525 or newer\)/);
  });

  it('has no device in a container that was not given one', async () => {
    install('proc/driver/nvidia/version');
    assert.match((await find({ status: 100 })).found, /no GPU that it can use \(error 100/);
    assert.match((await find({ devices: 0 })).found, /driver found, but no GPU$/);
    assert.match(
      (await find({ library: '/nowhere' })).found,
      /but not its library, libcuda\.so\.1 \(a container/,
    );
  });

  it('does not count where TensorFlow has no library for GPUs', async () => {
    install('proc/driver/nvidia/version');
    assert.match((await find({}, 'arm64')).found, /no library for GPUs on arm64/);
  });

  it('may crash or print nothing: then there is no GPU', async () => {
    install('dev/nvidiactl');
    const broken = mkdtempSync(join(folder, 'broken-'));
    writeFileSync(join(broken, 'cuda.c'), 'int cuInit(unsigned flags) { __builtin_trap(); }\n');
    spawnSync('cc', ['-shared', '-fPIC', 'cuda.c', '-o', 'libcuda.so.1'], { cwd: broken });
    assert.deepEqual(await find({ library: broken }), {
      usable: false,
      found: 'driver found, but it could not be asked',
    });
  });
});

describe("TensorFlow's library, as set-up chooses it", () => {
  const present = { usable: true, found: '1 with CUDA 12.4' };
  const absent = { usable: false, found: 'no driver found' };
  const choose = (facts: object): Promise<Build> =>
    ask(`chooseBuild(${JSON.stringify({ gpu: absent, isSetUp: false, free: 100, ...facts })})`);

  it('is the one for GPUs if there is one, otherwise the one for the CPU', async () => {
    assert.deepEqual(await choose({ gpu: present }), { build: 'gpu', why: present.found });
    assert.deepEqual(await choose({}), { build: 'cpu', why: absent.found });
  });

  it('is what AUTOENCODERS_GPU says, whatever the machine has', async () => {
    const why = 'set by AUTOENCODERS_GPU';
    assert.deepEqual(await choose({ wanted: '1' }), { build: 'gpu', why });
    assert.deepEqual(await choose({ wanted: '0', gpu: present, isSetUp: true }), { build: 'cpu', why });
  });

  it('is the one for the CPU if the disk is too small for the other', async () => {
    const { build, why } = await choose({ gpu: present, free: 4.2 });
    assert.equal(build, 'cpu');
    assert.match(why, /^1 with CUDA 12\.4, but .* needs 12 GB of disk space, and 4\.2 GB are free$/);
  });

  it('stays the one for GPUs if the driver is gone, or the disk is full by now', async () => {
    assert.equal((await choose({ isSetUp: true })).build, 'gpu');
    assert.equal((await choose({ gpu: present, isSetUp: true, free: 0.1 })).build, 'gpu');
  });

  it('refuses another AUTOENCODERS_GPU: doctor marks it', async () => {
    const { code, stdout } = await run(process.execPath, ['scripts/doctor.mjs'], {
      cwd: root,
      env: { ...process.env, AUTOENCODERS_GPU: 'yes' },
    });
    assert.equal(code, 1);
    assert.match(stdout, /✗ NVIDIA GPU +invalid AUTOENCODERS_GPU: yes \(expected 0 or 1\)\n +fix: unset/);
  });
});
