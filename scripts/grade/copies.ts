import { Command } from 'commander';
import { join } from 'node:path';
import { findSimilar, type Similar } from '../../grading/copies/compare';
import { toDolosFiles } from '../../grading/copies/dolos-files';
import { readSources } from '../../grading/copies/source';
import { templateOf } from '../../grading/copies/template';
import { UsageError } from '../../grading/intake';
import { cleanText } from '../../grading/reports/clean';
import { writeWanted } from '../lib/write-error';
import { toZip } from '../lib/zip';
import { collect } from './collect';
import { assertIsolated } from './isolated';

interface Options {
  out?: string;
  least: string;
  allowUnisolated?: boolean;
}

/** The command `npm run grade -- copies`. */
export const copiesCommand = (): Command =>
  new Command('npm run grade -- copies')
    .description('Lists submissions with code in common, for a person to judge. Nobody loses points by it.')
    .argument('<paths...>', 'the submissions, as for npm run grade')
    .option('--out <folder>', 'write a zip for each task here, which Dolos shows side by side')
    .option('--least <percent>', 'list pairs that have at least this much in common', '60')
    .option('--allow-unisolated', 'read the files although this machine cannot isolate that')
    .action(report);

async function report(paths: string[], { out, least, allowUnisolated }: Options): Promise<void> {
  const from = Number(least) / 100;
  if (!(from >= 0 && from <= 1))
    throw new UsageError(`invalid --least: ${least} (expected a percentage from 0 to 100)`);
  const choice = assertIsolated(allowUnisolated);
  const { submissions, skipped } = await collect(paths, {}, choice);
  const { isolation } = await choice;
  const skip = (path: string, why: string): void =>
    console.error(`skipped ${cleanText(path)}: ${cleanText(why)}`);
  for (const { path, why } of skipped) skip(path, why);
  const sources = await readSources(submissions, isolation, skip);
  const slugs = [...new Set(sources.map(({ slug }) => slug))];
  const templates = await readSources(slugs.map(templateOf), isolation, skip);
  const similar = (await findSimilar(sources, templates)).filter(({ similarity }) => similarity >= from);
  console.log(`${similar.length} pairs of ${sources.length} submissions have at least ${least} % in common.`);
  similar.forEach((pair) => console.log(`\n${wordsFor(pair)}`));
  if (!out) return;
  for (const slug of slugs) {
    const of = sources.filter((source) => source.slug === slug);
    const file = join(out, `${slug}.zip`);
    const template = templates.find((one) => one.slug === slug);
    writeWanted(file, await toZip(toDolosFiles(of, template)));
    console.log(`\nWrote ${file}.`);
  }
}

function wordsFor({ left, right, similarity, parts }: Similar): string {
  const lines = ([first, last]: [number, number]): string =>
    first === last ? `${first}` : `${first} to ${last}`;
  return [
    `${left.slug}: ${Math.round(100 * similarity)} % in common`,
    `  ${cleanText(left.path)}`,
    `  ${cleanText(right.path)}`,
    ...parts.map((part) => `  lines ${lines(part.left)} and ${lines(part.right)}`),
  ].join('\n');
}
