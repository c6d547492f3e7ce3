import { spawn } from 'node:child_process';
import { setUp } from './setup/index.mjs';
import { main } from './setup/main.mjs';
import { at, root } from './setup/paths.mjs';

const help = `npm test [-- FILE...]

Sets up what is missing, then runs what CI runs: lint, types, and the tests (all, or those of the files named).
Ends with one line: N passed, N failed.`;

const stripColors = (text) => text.replace(/\u001b\[\d+m/g, '');

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  await setUp({ tests: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const count = (more) => Object.keys(total).forEach((key) => (total[key] += more[key] ?? 0));
  if (!args.length)
    for (const [title, ...command] of [
      ['Rules', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
      ['Form', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
      ['Types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json'],
      ["Notebooks' types", 'node_modules/typescript/bin/tsc', '-p', 'notebooks/source'],
    ]) {
      console.log(`\n${title}`);
      count((await node(command)).code === 0 ? { passed: 1 } : { failed: 1 });
    }
  const { code, signal, output } = await node([
    'node_modules/mocha/bin/mocha.js',
    ...(args.length ? args : ['test/**/*.test.ts']),
  ]);
  const told = (word) => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  const tests = { passed: told('passing'), failed: told('failing'), skipped: told('pending') };
  if (code !== 0 && !tests.failed) {
    tests.failed = 1;
    console.log(`The tests died before they were counted: ${signal ?? `exit code ${code}`}.`);
  }
  count(tests);
  console.log(
    `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
  );
  return total.failed || !total.passed ? 1 : 0;
});

/** Runs one of the project's own tools, its output shown as it comes. */
function node(args) {
  const child = spawn(process.execPath, [at(args[0]), ...args.slice(1)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  });
  let output = '';
  child.stdout.on('data', (data) => {
    process.stdout.write(data);
    output += data;
  });
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output: stripColors(output) })),
  );
}
