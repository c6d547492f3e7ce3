import { listMissing, setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';

const help = `npm run setup [-- --again]

Sets up what the course needs in this folder, without starting anything. npm start and npm test do it by themselves.

Ends with code 0 when everything is there, 1 when something is missing.

  --again   as if nothing were there yet
  --help    this text`;

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) return void console.log(help);
  const unknown = args.find((arg) => arg !== '--again');
  if (unknown) {
    console.error(`unknown option: ${unknown}\n\n${help}`);
    return 2;
  }
  await setUp({ again: args.includes('--again') });
  const missing = listMissing();
  if (!missing.length) return void console.log('Everything is there: npm start opens the course.');
  for (const { title, why } of missing) console.log(`Without ${title}: ${why}`);
  console.log('npm start opens the course, which runs on WebAssembly, more slowly.');
  return 1;
});
