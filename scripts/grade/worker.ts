import { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { addressOf } from '../../grading/queue/connection';
import { startWorker } from '../../grading/queue/worker';
import { cleanText } from '../../grading/reports/clean';
import type { SubmissionResult } from '../../grading/reports/results';
import { graderVersion } from '../../grading/run/version';
import { toWhole } from '../lib/options';
import { assertIsolated } from './isolated';
import { queueOption } from './queue-option';

interface Options {
  queue: string;
  jobs: number;
  allowUnisolated?: boolean;
}

/** The command `npm run grade -- worker`; its action returns when the worker has been stopped. */
export const workerCommand = (): Command =>
  new Command('npm run grade -- worker')
    .description(
      'Grades the submissions that `npm run grade -- PATH... --queue URL` puts into a queue, until it is stopped.',
    )
    .addOption(queueOption().makeOptionMandatory())
    .option('--jobs <number>', 'how many submissions to grade at once', toWhole(1), availableParallelism())
    .option('--allow-unisolated', 'grade although submissions cannot be isolated on this machine')
    .addHelpText(
      'after',
      '\nCtrl-C or SIGTERM finishes what is being graded and stops. A second one stops at once: others grade it then.',
    )
    .action(work);

async function work({ queue, jobs, allowUnisolated }: Options): Promise<void> {
  const say = (line: string): void => console.error(line);
  const { isolation } = await assertIsolated(allowUnisolated);
  const version = graderVersion();
  const worker = startWorker({ url: queue, version, isolation, jobs, say, onResult: report });
  say(`Waiting for submissions at ${addressOf(queue)}, to grade ${jobs} at once.`);
  await nextSignal();
  say('Stopping when what is being graded is done.');
  void nextSignal().then(() => process.exit(130));
  await worker.close();
}

function report({ path, score, maxScore }: SubmissionResult): void {
  const points = score === null ? 'not graded, the grader failed' : `${score} of ${maxScore} points`;
  console.log(`${cleanText(path)}: ${points}`);
}

const nextSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
