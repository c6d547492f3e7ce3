import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGiven } from '../../../scripts/release/contents';
import { root } from '../../support/run';

const page = readFileSync(join(root, 'docs/class-server.md'), 'utf8');
/** The commands: indented lines, in the page or in a step. */
const commands = page.split('\n').flatMap((line) => /^ {4,}((?:sudo )?[a-z./]\S* .*)$/.exec(line)?.[1] ?? []);

describe('docs/class-server.md', () => {
  it('names commands and files that exist, and gives bash nothing it cannot parse', () => {
    assert.ok(commands.length > 15);
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    for (const [, name] of page.matchAll(/npm run (\w+)/g)) assert.ok(Object.hasOwn(scripts, name!), name);
    for (const [path] of page.matchAll(/deploy\/[\w./-]*\w/g)) assert.ok(existsSync(join(root, path)), path);
    for (const command of commands) assert.equal(spawnSync('bash', ['-n', '-c', command]).status, 0, command);
  });

  it('runs on the server only what the edition has', () => {
    const server = commands.filter((command) => command.startsWith('sudo'));
    const used = server.flatMap((command) => command.match(/deploy\/[\w./-]*\w/g) ?? []);
    assert.ok(used.length >= 3);
    for (const path of used) assert.ok(isGiven(path), path);
  });

  it('counts learners as its table of memory says', () => {
    const rows = [...page.matchAll(/^\| (?:JupyterLab's server|task \S+) +\|(.*)\|$/gm)].map(([, cells]) =>
      cells!.split('|').map(Number),
    );
    assert.equal(rows.length, 5);
    const most = rows[0]![0]! + Math.max(...rows.map((cells) => cells[2]!));
    const [, each] = /count ([\d.]+) GiB for a learner/.exec(page)!;
    assert.ok(most / 1024 <= Number(each) && Number(each) - most / 1024 < 0.1, `${most} MiB`);
    const told = [...page.matchAll(/(\d+)(?: learners at a time)? with (\d+) GiB/g)].map((found) =>
      found.slice(1).map(Number),
    );
    assert.equal(told.length, 4);
    for (const [learners, memory] of told) assert.equal(learners, Math.floor((memory! - 2) / Number(each)));
  });
});
