import { foreseen, SetupError } from './error.mjs';

/** Runs a command's work; what stops it is said in words, with no trace when it is one we foresaw. */
export async function main(work) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org`);
    process.exit(1);
  }
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietly);
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? process.exitCode ?? 0;
  } catch (thrown) {
    const error = foreseen(thrown);
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/** Who read the output has closed it, as `head` does: there is nobody to tell anything any more. */
function endQuietly(error) {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
}
