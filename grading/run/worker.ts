import { chooseBackend } from '../../src/backend';
import { gradeHere } from './run-job';
import type { Job, Report } from './job';

/** Grades the one submission it is sent, and says what it finds as it finds it. */
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
