import assert from 'node:assert/strict';
import { join } from 'node:path';
import { assertClose } from '../../../support/float64';
import { root, run, runNode, typescript } from '../../../support/run';
import { allWidths } from '../../../support/width';
import type { Outcome } from './programs';

const count = Number(process.env.WIDTH_PROGRAMS ?? 90);

async function outcomesOf(variant: 'plain' | 'project', cpu = ''): Promise<Outcome[]> {
  const args = [...typescript, join(__dirname, 'programs.ts'), variant, String(count)];
  const env = { ...process.env, AUTOENCODERS_CPU: cpu };
  const { code, stdout, stderr } = await run(process.execPath, args, { env });
  assert.equal(code, 0, stderr);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Outcome);
}

const choose = `require('./dist/src').chooseBackend().then(
  ({ name, why }) => console.log(name, why ?? ''), (error) => console.log(error.message))`;

/** Runs `choose` where the processor has only `widths`. */
const chooseWith = async (widths: string[], env: NodeJS.ProcessEnv, avx = true): Promise<string> => {
  const file = JSON.stringify(join(root, '.tensorflow/processor.node'));
  const processor = `require.cache[${file}] = { exports: ${JSON.stringify({ widths, avx })} };`;
  return (await runNode(processor + choose, { AUTOENCODERS_BACKEND: '', AUTOENCODERS_CPU: '', ...env }))
    .stdout;
};

describe('the widths of instructions', function () {
  this.timeout(300_000);
  const isX64 = process.arch === 'x64';

  it(`all give plain tfjs-node's numbers (${count} programs, WIDTH_PROGRAMS)`, async () => {
    const expected = await outcomesOf('plain');
    assert.equal(expected.length, count);
    for (const cpu of allWidths()) {
      const got = await outcomesOf('project', cpu);
      assert.equal(got.length, count, cpu);
      for (const [i, outcome] of expected.entries())
        for (const [name, numbers] of Object.entries(outcome)) {
          assert.equal(got[i]![name]!.length, numbers.length);
          assertClose(got[i]![name]!, numbers, 1e-4, `${name} of program ${i} with ${cpu}`);
        }
    }
  });

  it('are chosen by AUTOENCODERS_CPU: each loads its own operations', async () => {
    for (const cpu of allWidths()) {
      const report = `process.report.getReport().sharedObjects.filter((file) => /graph-.*node$/.test(file))`;
      const script = `require('./dist/src').chooseBackend().then(() => console.log(${report}.join()))`;
      const { stdout } = await runNode(script, { AUTOENCODERS_CPU: cpu });
      assert.match(stdout, new RegExp(`^[^,]*/graph-${cpu}\\.node\\n$`));
    }
  });

  it('that are none are refused by name, whatever the backend', async () => {
    for (const [cpu, backend] of [
      ['V3', ''],
      [' v3', ''],
      ['../v3', 'wasm'],
      ['constructor', 'wasm'],
    ] as const)
      assert.match(
        await chooseWith(['v2', 'v3'], { AUTOENCODERS_CPU: cpu, AUTOENCODERS_BACKEND: backend }),
        /^invalid AUTOENCODERS_CPU: ".*" \(expected (v2, v3, v4|neon)\)\n$/,
      );
  });

  it('that the processor lacks are refused, and it is said which it has', async function () {
    if (!isX64) this.skip();
    const said = await chooseWith(['v2', 'v3'], { AUTOENCODERS_CPU: 'v4' });
    assert.equal(said, 'AUTOENCODERS_CPU is v4, which this processor lacks: it has v2, v3\n');
  });

  it('that a new processor lacks are not needed: the widest that it has is used', async function () {
    if (!isX64) this.skip();
    assert.equal(await chooseWith(['v2'], {}), 'native \n');
  });

  it('are not enough for TensorFlow on a processor without AVX, which runs WebAssembly', async function () {
    if (!isX64) this.skip();
    assert.match(await chooseWith(['v2'], {}, false), /^wasm native: TensorFlow needs a processor with AVX/);
    assert.match(await chooseWith([], {}, false), /^wasm native: TensorFlow needs a processor with AVX/);
  });
});
