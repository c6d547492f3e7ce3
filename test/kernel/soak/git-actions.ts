import { drawText, MODULES } from './modules';
import type { Action, World } from './world';

const BRANCHES = ['main', 'other', 'third'];
// a merge must not take a file for another that was renamed: the order of modules would not last
const who = [
  '-c',
  'merge.renames=false',
  '-c',
  'user.name=soak',
  '-c',
  'user.email=soak@localhost',
  '-c',
  'commit.gpgsign=false',
  '-c',
  'core.hooksPath=/dev/null',
];

const git = (world: World, ...args: string[]): boolean => world.run('git', [...who, ...args]);

/** Makes the folder a repository with three branches, each with modules of its own. */
export function makeRepository(world: World): void {
  world.write('.gitignore', 'node_modules\nmany\n');
  git(world, 'init', '--quiet', '--initial-branch=main');
  commit(world);
  for (const branch of [...BRANCHES].reverse()) {
    git(world, 'checkout', '--quiet', '-B', branch);
    for (const name of MODULES) write(world, `${name}.ts`);
    write(world, 'settings.json');
    commit(world);
  }
}

function write(world: World, file: string): void {
  world.write(file, drawText(world.chance, file));
}

const commit = (world: World): void => {
  git(world, 'add', '-A');
  git(world, 'commit', '--quiet', '--allow-empty', '-m', 'work');
};

export const gitActions: Action[] = [
  {
    weight: 6,
    title: 'git checkout',
    run(world) {
      const branch = world.chance.pick(BRANCHES);
      if (world.chance.happens(0.7)) commit(world);
      return `${branch}${git(world, 'checkout', '--quiet', '--force', branch) ? '' : ': failed'}`;
    },
  },
  {
    weight: 1,
    title: 'git stash',
    run: (world) => (git(world, 'stash', '--include-untracked') ? 'done' : 'nothing to stash'),
  },
  {
    weight: 1,
    title: 'git stash pop',
    run: (world) => (git(world, 'stash', 'pop') ? 'done' : 'not possible'),
  },
  {
    weight: 1,
    title: 'git clean',
    run: (world) => (git(world, 'clean', '--quiet', '--force', '-d') ? 'done' : 'failed'),
  },
  {
    weight: 1,
    title: 'git merge',
    run(world) {
      commit(world);
      const branch = world.chance.pick(BRANCHES);
      // what cannot be merged stays with its marks, as it does for people
      return `${branch}${git(world, 'merge', '--quiet', '--no-edit', branch) ? '' : ': conflicts'}`;
    },
  },
];
