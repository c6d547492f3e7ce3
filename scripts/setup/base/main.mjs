import { toKnownError, SetupError, UsageError } from './error.mjs';

/** Runs a command; expected errors are printed as a message without a stack trace. */
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
    const error = toKnownError(thrown);
    if (error instanceof UsageError) console.error(error.message);
    else console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

/** Exits if the reader has closed the output, as `head` does. */
function endQuietly(error) {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
}
