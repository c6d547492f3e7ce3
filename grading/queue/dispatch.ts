import { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, assertAnswers, connect } from './connection';
import { idOf, pack, queueName, type Grading, type QueuedJob, type QueuedResult } from './job';
import { internal, toChecked } from './outcome';

export interface DispatchOptions {
  url: string;
  /** The version of the grader: only workers of this version take the jobs. */
  version: string;
  say(line: string): void;
  /** Called once for each submission, as its result arrives; the result leaves Redis when it resolves. */
  onResult(queued: QueuedResult, grading: Grading): Promise<void> | void;
  /** Takes the jobs that no worker has begun out of Redis, and stops. */
  signal?: AbortSignal;
}

/** How many submissions are in Redis at once, which bounds its memory. */
const window = 256;
/** Milliseconds between two looks at what is finished, at what Redis has lost, and at the workers. */
const every = { finished: 300, lost: 3000, workers: 30_000 };
/** Milliseconds after which a job is graded once more if its worker was too busy, or failed. */
const later = 5000;
/** Seconds that a job stays in Redis after it is done: a run that was stopped finds it there. */
const keep = { age: 24 * 3600 };

/**
 * Has submissions graded by the workers of a queue. What Redis loses is put there again, and a job that runs twice counts
 * once.
 *
 * @throws QueueError if the address is invalid, or nobody answers there at the beginning
 */
export async function gradeOnQueue(gradings: Grading[], options: DispatchOptions): Promise<void> {
  const redis = connect(options.url, options.say);
  await assertAnswers(redis, options.url);
  const queue = new Queue<QueuedJob, QueuedResult>(queueName(options.version), { connection: redis });
  queue.on('error', () => undefined); // `connect` says so
  try {
    await Promise.race([new Dispatch(queue, gradings, options).run(), givenUp(options.signal)]);
  } finally {
    redis.disconnect();
  }
}

/** Milliseconds after the signal in which jobs are taken out of Redis, unless it is gone. */
const patience = 2000;

/** Resolves a while after the signal: while Redis is gone, nothing else would. */
const givenUp = async (signal?: AbortSignal): Promise<void> => {
  await new Promise((resolve) => {
    if (signal?.aborted) resolve(0);
    signal?.addEventListener('abort', resolve, { once: true });
  });
  await pause(patience, undefined, { ref: false });
};

class Dispatch {
  private readonly rest: Iterator<Grading>;
  /** What is in Redis, by the ids of the jobs: one job serves all that are the same. */
  private readonly open = new Map<string, { job: QueuedJob; gradings: Grading[] }>();
  private readonly next = { lost: Date.now() + every.lost, workers: Date.now() + 2000 };

  constructor(
    private readonly queue: Queue<QueuedJob, QueuedResult>,
    gradings: Grading[],
    private readonly options: DispatchOptions,
  ) {
    this.rest = gradings[Symbol.iterator]();
  }

  async run(): Promise<void> {
    const { signal } = this.options;
    while (!signal?.aborted && (await this.fill())) {
      await pause(every.finished, undefined, { signal }).catch(() => undefined);
      await this.collect();
      if (this.isTimeTo('lost')) await this.restore();
      if (this.isTimeTo('workers')) await this.lookForWorkers();
    }
    for (const id of this.open.keys()) await this.queue.remove(id).catch(() => 0);
  }

  /** @returns whether anything is still to be graded */
  private async fill(): Promise<boolean> {
    while (this.open.size < window) {
      const { value, done } = this.rest.next() as IteratorResult<Grading, undefined>;
      if (done) break;
      const job = pack(value);
      const id = idOf(job);
      const same = this.open.get(id);
      if (same) same.gradings.push(value);
      else {
        this.open.set(id, { job, gradings: [value] });
        await this.add(id, job);
      }
    }
    return this.open.size > 0;
  }

  private async add(id: string, job: QueuedJob): Promise<void> {
    await this.queue.add('grade', job, {
      jobId: id,
      attempts: 2,
      backoff: { type: 'fixed', delay: later },
      removeOnComplete: keep,
      removeOnFail: keep,
    });
  }

  private async collect(): Promise<void> {
    for (const id of await this.queue.getRanges(['completed', 'failed'])) {
      const one = this.open.get(id);
      const job = one && (await this.queue.getJob(id));
      if (!job) continue;
      const { gradings } = one;
      const result = job.returnvalue
        ? toChecked(job.returnvalue, gradings[0]!)
        : internal(gradings[0]!, job.failedReason ?? 'it gave no reason');
      for (const grading of gradings) await this.options.onResult(result, grading);
      this.open.delete(id);
      await job.remove();
    }
  }

  /** Redis may have been restarted without what was in its memory. */
  private async restore(): Promise<void> {
    for (const [id, { job }] of this.open)
      if ((await this.queue.getJobState(id)) === 'unknown') await this.add(id, job);
  }

  private async lookForWorkers(): Promise<void> {
    const { say, url } = this.options;
    if ((await this.queue.getWorkersCount()) > 0) return;
    const command = `npm run grade -- worker --queue ${addressOf(url)}`;
    say(`no worker with this version of the course is connected; to start one: ${command}`);
  }

  private isTimeTo(what: 'lost' | 'workers'): boolean {
    if (Date.now() < this.next[what]) return false;
    this.next[what] = Date.now() + every[what];
    return true;
  }
}
