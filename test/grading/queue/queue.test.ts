import { Queue, Worker, type Job } from 'bullmq';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gradeOnQueue } from '../../../grading/queue/dispatch';
import { queueName, type Grading, type QueuedJob, type QueuedResult } from '../../../grading/queue/job';
import { grade } from '../../../grading/run/grade';
import { takeIn, type Submission } from '../../../grading/intake';
import { graderVersion } from '../../../grading/run/version';
import type { Results } from '../../../grading/reports/results';
import { redisServer, RedisServer } from '../../support/redis';
import { root } from '../../support/run';

const seed = 7;
const version = graderVersion();

/** Right and wrong submissions of `learners` learners. */
async function makeClass(learners: number): Promise<Submission[]> {
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  const pass = join(root, 'grading/fixtures/0-vanilla/pass');
  const [right] = readdirSync(pass);
  for (let i = 0; i < learners; i++) {
    mkdirSync(join(folder, `learner ${i}`));
    const file = join(folder, `learner ${i}`, '0-vanilla.ts');
    if (i % 2) writeFileSync(file, `export const autoencoder = ${i};\n`);
    else cpSync(join(pass, right!), file);
  }
  return (await takeIn([folder])).submissions;
}

/** A worker in a process of its own, once it takes jobs. */
async function startWorker(url: string): Promise<ChildProcess> {
  const args = ['scripts/command.mjs', 'grade', 'worker', '--queue', url, '--jobs', '1'];
  const worker = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  workers.push(worker);
  let said = '';
  await new Promise<void>((resolve, reject) => {
    worker.stderr!.on('data', (text) => (said += text).includes('Waiting for submissions') && resolve());
    worker.once('exit', () => reject(new Error(said)));
  });
  return worker;
}
const workers: ChildProcess[] = [];

const connectionTo = ({ url }: RedisServer) => ({ connection: { url, maxRetriesPerRequest: null } });

/** Grades on the queue, and counts how often each submission was reported. */
async function gradeThere(
  submissions: Submission[],
  url: string,
  onEach: (count: number) => Promise<void> | void = () => undefined,
): Promise<{ points: unknown[]; times: number[]; said: string[] }> {
  const reported = new Map<Submission, QueuedResult[]>();
  const said: string[] = [];
  let count = 0;
  await gradeOnQueue(
    submissions.map((submission): Grading => ({ submission, seed })),
    {
      url,
      version,
      say: (line) => said.push(line),
      async onResult(queued, { submission }) {
        reported.set(submission, [...(reported.get(submission) ?? []), queued]);
        await onEach(++count);
      },
    },
  );
  const all = submissions.map((submission) => reported.get(submission) ?? []);
  return {
    points: all.map(([first]) => first && pointsOf(first.result)),
    times: all.map((one) => one.length),
    said,
  };
}

const pointsOf = ({ path, verdict, score, checks }: Results['submissions'][number]): unknown => [
  path,
  verdict,
  score,
  checks.map((check) => [check.id, check.verdict, check.points]),
];

describe('grading on several machines', function () {
  this.timeout(240_000);
  let redis: RedisServer;
  before(async function () {
    if (!redisServer) return this.skip();
    redis = await RedisServer.start();
  });
  after(() => redis?.kill());
  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL');
    await redis.start();
  });

  it('reports each submission once, as undisturbed, if a worker dies and Redis loses all it had', async () => {
    const submissions = await makeClass(8);
    const alone = await grade(submissions, { seed, jobs: 2 });
    const [first] = await Promise.all([
      startWorker(redis.url),
      startWorker(redis.url),
      startWorker(redis.url),
    ]);
    first!.stdout!.once('data', () => first!.kill('SIGKILL')); // it has taken the next job then
    const { points, times } = await gradeThere(submissions, redis.url, async (count) => {
      if (count !== 4) return;
      await redis.kill();
      setTimeout(() => void redis.start(), 1000);
    });
    assert.deepEqual(points, alone.submissions.map(pointsOf));
    assert.deepEqual(
      times,
      submissions.map(() => 1),
    );
  });

  it('gives the job of a worker that dies to another', async () => {
    const [submission] = await makeClass(1);
    const first = await startWorker(redis.url);
    const queue = new Queue(queueName(version), connectionTo(redis));
    const grading = gradeThere([submission!], redis.url);
    while ((await queue.getActiveCount()) === 0) await pause(20);
    first.kill('SIGKILL');
    await startWorker(redis.url);
    const { points, times } = await grading;
    assert.deepEqual(
      points.map((one) => (one as unknown[]).slice(1, 3)),
      [['pass', 100]],
    );
    assert.deepEqual(times, [1]);
    await queue.close();
  });

  it('finishes what it is grading when it is asked to stop', async () => {
    const [submission] = await makeClass(1);
    const worker = await startWorker(redis.url);
    const queue = new Queue(queueName(version), connectionTo(redis));
    const grading = gradeThere([submission!], redis.url);
    while ((await queue.getActiveCount()) === 0) await pause(20);
    worker.kill('SIGTERM');
    assert.deepEqual(await once(worker, 'exit'), [0, null]);
    assert.deepEqual((await grading).times, [1]);
    await queue.close();
  });

  it('counts no result that its worker could not have given', async () => {
    const submissions = (await makeClass(5)).map((one, i) => ({
      ...one,
      slug: ['0-vanilla', '1-sparse'][i % 2]!,
    }));
    const perfect = (path: string) => ({
      slug: '0-vanilla',
      path,
      seed,
      verdict: 'pass',
      score: 100,
      maxScore: 100,
      checks: [],
    });
    const forged = [
      (path: string) => ({ result: { ...perfect(path), score: 1e9 }, isolation: 'bubblewrap' }),
      () => ({ result: perfect('another'), isolation: 'bubblewrap' }),
      () => 'nothing',
      (path: string) => ({ result: { ...perfect(path), seed: 8 } }),
      () => Promise.reject(new Error('out of \u001b[31mmemory')),
    ];
    const worker = new Worker(
      queueName(version),
      async ({ data }: Job<QueuedJob>) =>
        forged[submissions.findIndex(({ path }) => path === data.submission.path)]!(data.submission.path),
      connectionTo(redis),
    );
    const { points } = await gradeThere(submissions, redis.url);
    assert.deepEqual(
      points,
      submissions.map(({ path }) => [path, 'internal', null, []]),
    );
    await worker.close();
  });

  it('has a job graded once more if its worker failed or was too busy', async () => {
    const submissions = await makeClass(1);
    const alone = await grade(submissions, { seed });
    const worker = new Worker(
      queueName(version),
      async ({ attemptsMade }: Job<QueuedJob>) => {
        if (attemptsMade === 0) throw new Error('this machine was too busy');
        return { result: alone.submissions[0]!, isolation: 'bubblewrap' };
      },
      connectionTo(redis),
    );
    const { points, times } = await gradeThere(submissions, redis.url);
    assert.deepEqual(points, alone.submissions.map(pointsOf));
    assert.deepEqual(times, [1]);
    await worker.close();
  });

  it('stops when it is asked to, even while Redis is gone', async () => {
    const [submission] = await makeClass(1);
    const stop = new AbortController();
    await gradeOnQueue([{ submission: submission!, seed }], {
      url: redis.url,
      version,
      signal: stop.signal,
      onResult: () => assert.fail('it was graded'),
      say(line) {
        if (line.includes('no worker')) void redis.kill();
        else stop.abort();
      },
    });
  });

  it('says that there are no workers, and leaves jobs of another version alone', async () => {
    const worker = await startWorker(redis.url);
    const stop = new AbortController();
    const said: string[] = [];
    await gradeOnQueue([{ submission: (await makeClass(1))[0]!, seed }], {
      url: redis.url,
      version: 'another',
      signal: stop.signal,
      onResult: () => assert.fail('it was graded'),
      say(line) {
        said.push(line);
        stop.abort();
      },
    });
    assert.match(said.join(), /no worker with this version .* npm run grade -- worker --queue redis:/);
    assert.equal(worker.exitCode, null);
  });
});
