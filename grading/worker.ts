import { chooseBackend } from '../src/backend';
import { Random, taskFor, Trial } from './checks';
import type { Check } from './harness/check';
import { subjectOf } from './harness/in-process';
import { loadSource } from './harness/load';
import { runChecks } from './harness/run';
import { SubmissionError } from './harness/subject';
import { loads, type Job, type Report } from './job';

/** The file can be run at all; `exported` takes in what it hands out. */
export function loadsCheck(job: Job, exported: Record<string, unknown>): Check<Trial> {
  return {
    ...loads,
    async run() {
      try {
        Object.assign(exported, loadSource(job.source, job.path));
      } catch (error) {
        throw new SubmissionError('running the file', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** Grades one submission in this process. */
async function work(job: Job, say: (report: Report) => void): Promise<void> {
  await chooseBackend();
  const task = taskFor(job.slug);
  const exported: Record<string, unknown> = {};
  // The arguments are drawn after the file was loaded: it cannot have prepared for them.
  const trial = new Trial(subjectOf(exported), job.seed, task.draw(new Random(job.seed, 'arguments')));
  await runChecks([loadsCheck(job, exported), ...task.checks], trial, {
    only: job.only,
    onStart: ({ id }) => say({ started: id }),
    onResult: (result) => say({ result }),
  });
  say({ done: true });
}

if (require.main === module) {
  const say = (report: Report): void => void process.send!(report);
  process.once('message', (job: Job) => {
    work(job, say).catch((error: Error) => say({ internal: error.message }));
  });
}
