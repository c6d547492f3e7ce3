import { chooseBackend } from '../../src/backend';
import type { BatchReport } from './batch';
import { runJob } from './run-job';
import type { Job } from './job';

/** Grades the jobs that it receives, one after the other. */
process.once('message', async (jobs: { job: Job; at: number }[]) => {
  await chooseBackend();
  for (const { job, at } of jobs) {
    const report: BatchReport = await runJob(job).then(
      (checks) => ({ at, checks }),
      (error: Error) => ({ at, internal: error.message }),
    );
    process.send!(report);
  }
});
