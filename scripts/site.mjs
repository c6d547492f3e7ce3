import { readFolderArguments } from './browser/arguments.mjs';
import { main } from './setup/base/main.mjs';
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

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const { folder, dataSets } = readFolderArguments('site', args);
  await setUp({ only: ['link', 'build', 'site-tools', 'lite'], say: (line) => console.error(line) });
  const { makeSite } = await import('./site/make.mjs');
  return makeSite(folder, dataSets);
});
