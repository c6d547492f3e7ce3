import { Progress } from './progress.mjs';
import { runUnit } from './run-unit.mjs';
import { toUnit } from './units.mjs';

/** How long a stopped unit may take to clean up before it is killed, in ms. */
const GRACE = 10_000;

/**
 * Runs units in parallel. The output of each is printed when it has ended, so that reports do not mix.
 *
 * @param {import('./units.mjs').Unit[]} units in the order in which they start
 * @param {number} workers how many run at a time
 * @returns {Promise<{ results: import('./run-unit.mjs').Result[], signal?: string }>} `signal` if it was stopped
 */
export async function runUnits(units, workers) {
  const queue = [...units];
  const running = new Set();
  const results = [];
  const progress = new Progress(units);
  let stopped;
  const stop = (signal) => {
    stopped = signal;
    queue.length = 0;
    running.forEach((unit) => unit.kill('SIGINT'));
    setTimeout(() => running.forEach((unit) => unit.kill('SIGKILL')), GRACE).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach((signal) => process.on(signal, stop));
  const work = async () => {
    for (let unit; (unit = queue.shift());) {
      const one = runUnit(unit, (result) => {
        results.push(result);
        progress.note(result.name);
      });
      running.add(one);
      const { output, untouched } = await one.ended;
      one.kill('SIGKILL'); // ends processes that its tests left behind
      running.delete(one);
      if (stopped) return;
      // If no file ran, one that cannot be loaded prevents the others from running: run each alone to find it.
      const isWhole = untouched.length === unit.files.length;
      if (!untouched.length || !isWhole)
        progress.show(unit.files.length ? output : `\n${unit.title}\n${output}`);
      const again = isWhole ? untouched.map((file) => [file]) : [untouched];
      queue.unshift(...again.filter((files) => files.length).map((files) => toUnit(files)));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  signals.forEach((signal) => process.off(signal, stop));
  progress.close();
  return { results, signal: stopped };
}
