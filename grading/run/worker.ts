import { chooseBackend } from '../../src/backend';
import { runJob } from './run-job';
import type { Job, Report } from './job';

/** Grades the submission that it receives, and reports each result immediately. */
process.once('message', async (job: Job) => {
  const say = (report: Report): void => void process.send!(report);
  try {
    await chooseBackend();
    say({ ready: true });
    await runJob(job, {
      onStart: ({ id }) => say({ started: id }),
      onResult: (result) => say({ result }),
    });
    say({ done: true });
  } catch (error) {
    say({ internal: (error as Error).message });
  }
});
