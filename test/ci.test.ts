import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from './support/run';

type Entry = Record<string, string>;
interface Job {
  strategy: { matrix: Record<string, string[]> & { include?: Entry[] } };
  steps: { run?: string; shell?: string; uses?: string }[];
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { jobs } = load(read('.github/workflows/ci.yml')) as { jobs: Record<string, Job> };
const page = read('docs/maintainer.md');

/** Each job's pairs of a system and a version of Node. */
const planned = Object.entries(jobs).flatMap(([name, { strategy }]) => {
  const { system = [name === 'wsl' ? 'WSL' : name], node = [], include = [] } = strategy.matrix;
  const crossed = system.flatMap((one) => node.map((version) => [one, version]));
  return [...crossed, ...include.map((entry) => [entry.system!, entry.node!])];
});

describe('.github/workflows/ci.yml', () => {
  it('runs each system with Node 20, 22, 24 and the current one, and the oldest that is allowed', () => {
    for (const system of ['Linux x64', 'Linux arm64', 'macOS', 'WSL'])
      for (const node of ['20', '22', '24', 'current'])
        assert.ok(
          planned.some(([one, version]) => one === system && version === node),
          `${system}, Node ${node}`,
        );
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const [, oldest] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
    assert.ok(planned.some(([, version]) => version === `${oldest}.0`));
  });

  it('runs in each job what .ci/run runs, in scripts that bash can parse', () => {
    for (const [name, { steps }] of Object.entries(jobs)) {
      assert.ok(
        steps.some(({ run }) => run?.split('\n').includes('bash .ci/run')),
        name,
      );
      for (const { run, shell } of steps.filter((step) => step.run && step.shell !== 'pwsh')) {
        const script = run!.replace(/\$\{\{.*?\}\}/g, 'value');
        const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
        assert.equal(status, 0, `${name}, ${shell}: ${stderr}`);
      }
      for (const { uses } of steps.filter((step) => step.uses)) assert.match(uses!, /^[\w-]+\/[\w-]+@v\d+$/);
    }
  });

  it('runs only what docs/maintainer.md lists as run or as planned', () => {
    const [, table = ''] = /\n## Systems\n([^]*?)\n## /.exec(page) ?? [];
    const rows = table
      .split('\n')
      .filter((line) => /^\| (?!system|-)/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()));
    assert.ok(rows.length > 4);
    for (const [, , , , state] of rows) assert.match(state!, /^(run|planned)$/);
    for (const [system, node] of planned) {
      const version = node!.split('.')[0]!;
      const isListed = rows.some(
        ([, one, nodes]) => one === system && new RegExp(`\\b${version}\\b`).test(nodes!),
      );
      assert.ok(isListed, `${system}, Node ${node}`);
    }
  });
});
