import { listMissing, setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';
import { at, root, venvPython } from './setup/base/paths.mjs';
import { findBarrier } from './setup/base/reachable.cjs';

const help = `npm run setup [-- [--again] [--hub]]

Sets up what the course needs in this folder, without starting anything. npm start and npm test do this automatically.

Exits with code 0 if everything is set up, 1 if something is missing.

  --again   repeat all steps, even those that are done
  --hub     also what learners' servers on a JupyterHub need, and the data sets of all lessons (0.5 GB)
  --help    this text`;

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const unknown = args.find((arg) => !['--again', '--hub'].includes(arg));
  if (unknown) {
    console.error(`unknown option: ${unknown}\n\n${help}`);
    return 2;
  }
  await setUp({ again: args.includes('--again'), server: args.includes('--hub') });
  if (args.includes('--hub') && !isOpenToLearners()) return 1;
  const missing = listMissing();
  if (!missing.length) return void console.log('Everything is set up: npm start opens the course.');
  for (const { title, why } of missing) console.log(`${title} is missing: ${why}`);
  console.log(`npm start opens the course without ${missing.length > 1 ? 'them' : 'it'}.`);
  return 1;
});

/** Whether learners, who are other users of this machine, can run the course; says what keeps them from it. */
function isOpenToLearners() {
  const needed = [
    root,
    process.execPath,
    venvPython('.venv-hub'),
    at('dist'),
    at('node_modules'),
    at('data/mnist'),
  ];
  const barriers = [...new Set(needed.map(findBarrier).filter(Boolean))];
  for (const barrier of barriers)
    console.log(
      `Learners, who are other users of this machine, cannot read ${barrier}. Use a folder such as /opt, and a Node and a Python of the system.`,
    );
  return barriers.length === 0;
}
