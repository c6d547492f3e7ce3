import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { grade } from '../../../grading/run/grade';
import { takeIn } from '../../../grading/intake';
import type { SubmissionResult } from '../../../grading/reports/results';
import { root } from '../../support/run';
import { honest, type Hostile } from './hostile';

/** What attacks aim at, and a neighbour that each is graded beside. */
export class Bait {
  readonly folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  readonly secret = join(this.folder, 'secret.d.ts');
  readonly neighbour = this.write('neighbour/0-vanilla.ts', honest);
  private heard = 0;
  private server!: Server;

  async open(): Promise<void> {
    writeFileSync(this.secret, 'xyzzy plugh');
    this.server = createServer((socket) => {
      this.heard++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Grades a neighbour before, between and after the hostile submissions, and judges all of them. */
  async judge(hostile: Hostile[]): Promise<void> {
    const paths = hostile.map(({ source, file, slug = '0-vanilla' }, i) =>
      this.write(`hostile-${i}/${file ? `${slug}/${file}` : `${slug}.ts`}`, this.fill(source)),
    );
    const before = this.look();
    const order = [this.neighbour, ...paths.slice(0, 4), this.neighbour, ...paths.slice(4), this.neighbour];
    const intake = await takeIn(order);
    const { submissions } = await grade(intake.submissions, { seed: 7, limits: { silence: 4_000 } });
    assert.deepEqual(this.look(), before, 'a file was changed');
    assert.equal(this.heard, 0, 'the network was used');
    assert.deepEqual(survivors(), [], 'a process is left');
    const neighbours = submissions.filter(({ path }) => path === this.neighbour);
    for (const neighbour of neighbours) {
      assert.equal(neighbour.score, 100);
      assert.deepEqual(neighbour, neighbours[0]);
    }
    const others = submissions.filter(({ path }) => path !== this.neighbour);
    const wrong = hostile.flatMap((one, i) => findWrong(one, others[i]!));
    assert.equal(wrong.length, 0, wrong.join('\n\n'));
  }

  private write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  private fill(source: string): string {
    const { port } = this.server.address() as { port: number };
    const values = { PORT: port, PID: process.pid, SECRET: this.secret, FOLDER: this.folder, NEIGHBOUR: this.neighbour, ROOT: root }; // prettier-ignore
    return source.replace(/@([A-Z]+)@/g, (all, name: keyof typeof values) => String(values[name] ?? all));
  }

  /** What could be changed: the folder with the submissions, and the hooks of git. */
  private look(): string[] {
    const files = readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    const watched = [...files, join(root, 'node_modules/long/package.json')];
    return watched.map((path) => `${path}: ${readFileSync(path, 'utf8')}`);
  }
}

/** What is not as it must be in a result. */
function findWrong({ name, score, says }: Hostile, result: SubmissionResult): string[] {
  const words = result.checks
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'error')
    .map(({ rationale }) => rationale)
    .join('\n');
  const isWrong =
    result.verdict === 'internal' ||
    result.score !== score ||
    !says.test(words) ||
    /xyzzy|plugh/.test(JSON.stringify(result)) ||
    /[\p{Cc}\p{Cf}\p{Cs}]/u.test(words.replaceAll('\n', ''));
  const told = `${name}: ${result.score} points, ${result.verdict}; expected ${score} and ${String(says)}`;
  return isWrong ? [`${told}\n  ${result.message ?? words}`] : [];
}

/** The processes of submissions that this process started, or that nobody owns any more. */
function survivors(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const isTheirs = /dist\/grading\/|snapshots\/\w+-\w+\.blob|setInterval\(\(\) => \{\}, 1000\)/.test(
        command,
      );
      return isTheirs && isOurs(pid) ? [`${pid}: ${command.replaceAll('\0', ' ').slice(0, 200)}`] : [];
    } catch {
      return [];
    }
  });
}

/** Whether a process descends from this one, or its parent has ended. */
const isOurs = (pid: string): boolean => parentOf(pid) === 1 || descends(Number(pid));

const descends = (pid: number): boolean =>
  pid > 1 && (pid === process.pid || descends(parentOf(String(pid))));

const parentOf = (pid: string): number =>
  Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
