import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { main } from './setup/base/main.mjs';
import { at } from './setup/base/paths.mjs';
import { setUp } from './setup/index.mjs';

const help = `npm run site -- DIR [--data NAME ...]

Writes the course as static pages: lessons and tasks with their figures, the documentation, and the API reference. They
work without a server, a network or JavaScript, so you can publish the folder anywhere. There are no answer keys and no hidden checks in
it. Lessons are shown as they are stored: run npm run notebooks first if you have changed them.

Each lesson and task has a link to a page in which its cells run, with nothing installed: JupyterLite with this course's
kernel (50 MB in the folder browser). For these pages the folder must be served by a web server, any will do; what learners write stays
in their browser.

  DIR           an empty or new folder, or an earlier site, which is replaced
  --data NAME   also puts this data set on the site: cifar10 (139 MB, for lesson 2, part 2) or fashion-mnist (29 MB, for
                lesson 3, part 2). MNIST is always there. Repeat it for several
  --help        this text`;

const dataSets = readdirSync(at('data'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

/** @returns {{ folder: string, data: string[] }} throws with a message for the user if they are invalid */
function readOptions(args) {
  const options = { data: { type: 'string', multiple: true, default: [] } };
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const unknown = values.data.find((name) => !dataSets.includes(name));
  if (unknown !== undefined) throw new Error(`invalid --data: ${unknown} (expected ${dataSets.join(', ')})`);
  if (positionals.length !== 1)
    throw new Error(positionals.length ? `invalid arguments: ${positionals.join(' ')}` : 'name a folder');
  return { folder: positionals[0], data: values.data };
}

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  let options;
  try {
    options = readOptions(args);
  } catch ({ message }) {
    console.error(`${message}. Try npm run site -- --help`);
    return 2;
  }
  await setUp({ only: ['link', 'build', 'site-tools', 'lite'], say: (line) => console.error(line) });
  const { makeSite } = await import('./site/make.mjs');
  return makeSite(options.folder, ['mnist', ...options.data]);
});
