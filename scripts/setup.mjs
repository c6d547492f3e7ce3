import { listMissing, setUp } from './setup/index.mjs';
import { main } from './setup/base/main.mjs';

const help = `npm run setup [-- --again]

Sets up what the course needs in this folder, without starting anything. npm start and npm test do this automatically.

Exits with code 0 if everything is set up, 1 if something is missing.

  --again   repeat all steps, even those that are done
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
  if (!missing.length) return void console.log('Everything is set up: npm start opens the course.');
  for (const { title, why } of missing) console.log(`${title} is missing: ${why}`);
  console.log(`npm start opens the course without ${missing.length > 1 ? 'them' : 'it'}.`);
  return 1;
});
