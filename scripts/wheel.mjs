import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFolderArguments } from './browser/arguments.mjs';
import { writeAtomic } from '../src/project/write-atomic.cjs';
import { SetupError } from './setup/base/error.mjs';
import { main } from './setup/base/main.mjs';
import { setUp } from './setup/index.mjs';

const help = `npm run wheel -- DIR [--data NAME ...]

Writes the kernel for browsers as a Python package into DIR, a wheel of 16 MB. It adds TypeScript, with TensorFlow.js and this
course's functions, to any site of JupyterLite 0.8:

  pip install jupyterlite-core DIR/jupyterlite_autoencoders_kernel-*.whl
  jupyter lite build --output-dir site

There are no notebooks in it, no answer keys and no hidden checks. npm run site -- DIR makes the course's own site.

  DIR           a folder, which is created if it is missing; an earlier wheel of the same version is replaced
  --data NAME   also puts this data set in it: cifar10 (139 MB) or fashion-mnist (29 MB). MNIST is always there. Repeat it for both
  --help        this text`;

const toRefusal = (folder, { code }) =>
  new SetupError(`${folder} cannot be written to (${code}).`, 'Name another folder.');

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const { folder: wanted, dataSets } = readFolderArguments('wheel', args);
  const folder = resolve(process.env.INIT_CWD ?? '.', wanted);
  const isNew = !existsSync(folder);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw toRefusal(folder, error);
  }
  // before there is a wheel, Ctrl-C leaves nothing
  if (isNew) process.once('exit', () => !readdirSync(folder).length && rmSync(folder, { recursive: true }));
  await setUp({ only: ['link', 'build', 'site-tools'], say: (line) => console.error(line) });
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
    process.once(signal, () => process.exit(code));
  const { makeWheel } = await import('./browser/wheel.mjs');
  const { file, data } = await makeWheel({ dataSets, say: (line) => console.error(line) });
  try {
    writeAtomic(join(folder, file), data);
  } catch (error) {
    throw toRefusal(folder, error);
  }
  console.log(`${join(folder, file)}: ${Math.round(data.length / 1e6)} MB`);
  console.log(`Install it beside JupyterLite: pip install jupyterlite-core '${join(folder, file)}'`);
  return 0;
});
