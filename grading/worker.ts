import { chooseBackend } from '../src/backend';
import { gradeHere } from './here';
import type { Job, Report } from './job';

/** Grades the submission that it receives, and reports each result immediately. */
process.once('message', async (job: Job) => {
  const say = (report: Report): void => void process.send!(report);
  try {
    await chooseBackend();
    say({ ready: true });
    await gradeHere(job, {
      onStart: ({ id }) => say({ started: id }),
      onResult: (result) => say({ result }),
    });
    say({ done: true });
  } catch (error) {
    say({ internal: (error as Error).message });
  }
});
