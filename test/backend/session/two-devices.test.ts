import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { root, typescript } from '../../support/run';

// Two processors stand in for a processor and a GPU: TensorFlow moves numbers between any two devices in the same way.
const program = `
  const { chooseBackend } = require('./src/backend');
  const { GraphDefBuilder, shape, type } = require('./src/backend/session/graph-def');
  const { loadAddon, toConfig } = require('./src/backend/session/session');
  chooseBackend().then(() => {
    const graph = new GraphDefBuilder();
    graph.add('x', 'Placeholder', [], { dtype: type(1), shape: shape([2]) });
    for (let i = 0; i < 5; i++) {
      graph.add('n' + i, 'Neg', [i ? 'n' + (i - 1) : 'x'], { T: type(1) });
      graph.nodes.at(-1).setDevice('/device:CPU:' + (i % 2));
    }
    const twoDevices = Buffer.from('\\x0a\\x07\\x0a\\x03CPU\\x10\\x02', 'latin1'); // device_count: { CPU: 2 }
    const addon = loadAddon();
    const session = addon.open(graph.toBytes(), Buffer.concat([twoDevices, toConfig(true)]));
    const call = addon.prepare(session, ['x'], ['n4'], []);
    for (let i = 0; i < 20; i++) console.log([...addon.run(session, call, [Float32Array.of(1, 2)])[0]].join());
  });
`;

describe('a session with more than one device', () => {
  it('ends, although each device waits for numbers of the other', function () {
    this.timeout(120_000);
    const { stdout, stderr, signal } = spawnSync(process.execPath, [...typescript, '-e', program], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, AUTOENCODERS_BACKEND: 'native' },
      timeout: 60_000, // with TensorFlow's executor for one thread, it never ends
    });
    assert.equal(signal, null, stderr);
    assert.deepEqual(stdout.trim().split('\n'), new Array<string>(20).fill('-1,-2'), stderr);
  });
});
