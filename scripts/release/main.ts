import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { chooseBackend } from '../../src/backend';
import { modelsFile } from '../../src/finished/load';
import { root } from '../../src/project/root';
import { writeAtomic } from '../../src/project/write-atomic';
import { exitCodeOf } from '../lib/exit-code';
import { findCommit, readContents } from './contents';
import { describeModels } from './lesson-models';
import { findTarget, putEdition } from './put';

/** `npm run release`: writes the learners' edition. Returns the exit code. */
export async function main(args: string[]): Promise<number> {
  const program = new Command('npm run release --')
    .description(
      "Writes the learners' edition into a folder: lessons, tasks, helpers and public checks, without answer keys and hidden checks.",
    )
    .argument('[dir]', 'an empty or new folder, or an earlier edition, which is replaced')
    .option('--models', "store the descriptions of the lessons' models again (after a change in src/models)")
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
    const [dir] = program.args;
    const { models } = program.opts<{ models?: boolean }>();
    if (!dir && !models) program.error('name a folder: npm run release -- DIR');
    await chooseBackend();
    const described = `${JSON.stringify(describeModels())}\n`;
    if (models) writeAtomic(modelsFile, described);
    else if (described !== readFileSync(modelsFile, 'utf8'))
      throw new Error(
        'src/models has changed: npm run release -- --models, then look at the difference and commit it',
      );
    if (dir) release(dir);
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function release(dir: string): void {
  const target = findTarget(dir);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const commit = findCommit();
  const files = readContents();
  putEdition(target, files, { version, commit });
  console.log(`Edition ${version} (${commit}): ${files.length + 1} files in ${target}.`);
  if (commit.endsWith('+')) console.log('It contains changes that are not committed.');
}
