import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseBackend } from '../../../src/backend';
import { findDevice } from '../../../src/backend/native/native';
import { native } from '../../../src/backend/tfjs/runtime';

describe('the device on which TensorFlow computes', () => {
  let folder: string;
  let isOnGpu: boolean;

  before(async () => {
    await chooseBackend();
    isOnGpu = native().isUsingGpuDevice;
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tensorflow-'));
    native().isUsingGpuDevice = false;
  });
  afterEach(() => {
    native().isUsingGpuDevice = isOnGpu;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the processor, and nothing is missing, without the library for GPUs', () => {
    assert.deepEqual(findDevice(folder), { device: 'CPU' });
  });

  it('is the processor, with the reason, if the library for GPUs finds none', () => {
    mkdirSync(join(folder, 'nvidia'));
    const { device, noGpu } = findDevice(folder);
    assert.equal(device, 'CPU');
    assert.match(noGpu!, /finds no GPU that it can use; npm run doctor says why/);
  });

  it('is the GPU if TensorFlow uses one', () => {
    mkdirSync(join(folder, 'nvidia'));
    native().isUsingGpuDevice = true;
    assert.deepEqual(findDevice(folder), { device: 'GPU' });
  });
});
