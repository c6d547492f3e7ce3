import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../../support/run';

// A project that contains only what compiling needs, and a compiler that fails as the test wants.
describe('a C++ compiler that fails', () => {
  let project: string;
  const script = `
    import { compileAddons } from './scripts/setup/base/compile.mjs';
    const addon = { file: 'out/wave.node', parts: [{ name: 'wave.cc', sources: ['wave.cc'], flags: [] }], links: [] };
    await compileAddons({ command: './compiler', args: [], env: {}, linker: { args: [], libraries: [] } }, [addon], '')
      .catch((error) => console.log(JSON.stringify({ what: error.what, message: error.message })));`;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'für compile '));
    for (const path of ['scripts/setup/base', 'src/backend/native/running-set-up.cjs', 'src/project'])
      cpSync(join(root, path), join(project, path), { recursive: true });
    mkdirSync(join(project, '.setup'));
    writeFileSync(join(project, 'wave.cc'), 'int wave;\n');
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  const compile = async (commands: string): Promise<{ what: string; message: string }> => {
    writeFileSync(join(project, 'compiler'), `#!/bin/sh\n${commands}\n`, { mode: 0o755 });
    const args = ['--input-type=module', '-e', script];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: project });
    assert.equal(stderr, '');
    return JSON.parse(stdout);
  };
  const raw = ["wave.cc:1:5: error: unknown type name 'wave'", 'error: FileNotFound', '1 error generated.'];
  const fail = `printf '%s\\n' ${raw.map((line) => `"${line}"`).join(' ')} >&2; exit 1`;

  for (const [title, commands, source, log] of [
    ['on a source', `[ "$1" = --version ] || { ${fail}; }`, 'wave.cc', 'wave-cc.log'],
    ['before it says its version', fail, 'the compiler', 'the-compiler.log'],
  ] as const)
    it(`is reported in one line ${title}, with its own lines in the log only`, async () => {
      const { what, message } = await compile(commands);
      assert.equal(what, `The C++ compiler failed (${source}); see .setup/logs/${log}`);
      assert.equal(message, what);
      const kept = readFileSync(join(project, '.setup/logs', log), 'utf8');
      for (const line of raw) assert.ok(kept.includes(line), line);
    });

  it('is reported as a full disk if that is the cause', async () => {
    const { what } = await compile('echo "LLVM ERROR: IO failure: No space left on device" >&2; exit 1');
    assert.match(what, /^The disk is full: /);
  });
});
