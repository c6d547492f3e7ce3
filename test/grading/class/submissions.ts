import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadFixtures } from '../../../grading/proof/fixtures';
import { Random, slugs } from '../../../grading/tasks';
import { blames, losses, reaches } from '../hostile/others';
import { points } from '../hostile/points';
import { root } from '../../support/run';

/** What hostile submissions aim at here: nothing that would be missed. */
const targets: Record<string, string> = {
  PORT: '9',
  PID: String(process.pid),
  SECRET: '/nowhere/secret',
  FOLDER: '/nowhere',
  NEIGHBOUR: '/nowhere/0-vanilla.ts',
  ROOT: root,
};

/**
 * Writes a class of shuffled learners with one submission each: `count` taken from the fixtures and `hostile` that attack. No
 * two files are the same.
 *
 * @param folder one folder for each learner is made in it
 */
export function writeClass(folder: string, count: number, hostile: number, seed: number): void {
  const random = new Random(seed, 'class');
  const fixtures = slugs.flatMap((slug) => [
    ...loadFixtures(slug, 'pass'),
    ...loadFixtures(slug, 'pass'), // as many as wrong ones, about
    ...loadFixtures(slug, 'fail'),
    ...loadFixtures(slug, 'error'),
  ]);
  const attacks = [points, losses, blames, reaches].flat();
  const files = [
    ...repeat(shuffle(fixtures, random), count).map(({ slug, source }) => ({ name: `${slug}.ts`, source })),
    ...repeat(shuffle(attacks, random), hostile).map(({ slug = '0-vanilla', file, source }) => ({
      name: file ? `${slug}/${file}` : `${slug}.ts`,
      source: source.replace(/@([A-Z]+)@/g, (all, name: string) => targets[name] ?? all),
    })),
  ];
  shuffle(files, random).forEach(({ name, source }, i) => {
    const path = join(folder, `learner-${String(i + 1).padStart(3, '0')}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith('.ts') ? `${source}\n// ${i + 1}\n` : source);
  });
}

const repeat = <T>(all: T[], count: number): T[] =>
  Array.from({ length: count }, (_, i) => all[i % all.length]!);

function shuffle<T>(all: T[], random: Random): T[] {
  const shuffled = [...all];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}
