import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../setup/base/error.mjs';
import { at } from '../setup/base/paths.mjs';

const dataSets = readdirSync(at('data'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

/**
 * Reads the arguments of a command.
 *
 * @template T
 * @param {string} command its name for npm
 * @param {string[]} args
 * @param {import('node:util').ParseArgsConfig['options']} options
 * @param {(values: object, positionals: string[]) => T} check returns what they mean; throws an error with what is wrong
 * @returns {T}
 * @throws {UsageError} if they are invalid
 */
export function readArguments(command, args, options, check) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return check(values, positionals);
  } catch ({ message }) {
    throw new UsageError(`${message}. Try npm run ${command} -- --help`);
  }
}

/**
 * Reads the arguments of a command that writes the course for browsers: `DIR [--data NAME ...]`.
 *
 * @param {string} command its name for npm
 * @param {string[]} args
 * @returns {{ folder: string, dataSets: string[] }} MNIST is always among the data sets
 * @throws {UsageError} if they are invalid
 */
export const readFolderArguments = (command, args) =>
  readArguments(
    command,
    args,
    { data: { type: 'string', multiple: true, default: [] } },
    ({ data }, positionals) => {
      const unknown = data.find((name) => !dataSets.includes(name));
      if (unknown !== undefined)
        throw new Error(`invalid --data: ${unknown} (expected ${dataSets.join(', ')})`);
      if (positionals.length !== 1)
        throw new Error(positionals.length ? `invalid arguments: ${positionals.join(' ')}` : 'name a folder');
      return { folder: positionals[0], dataSets: [...new Set(['mnist', ...data])] };
    },
  );
